import { getDate } from './dates.ts';
import { liftAt, liftsOn, sum, type Day, type Effects, type Occurrence } from './effects.ts';
import { isMonthEnd, OCCASIONS, occurrencesOn, ruleOf, type Happening, type Rule } from './occasions.ts';
import { APART, middleRatio, ratioOf } from './ratios.ts';
import type { World } from './world.ts';

/** Notes a day of an occurrence. */
function note(
  effects: Effects,
  { occasion, where, category, number }: Pick<Occurrence, 'occasion' | 'where' | 'category' | 'number'>,
  at: number,
  seen: number,
  usual: number,
): void {
  const isIt = (it: Occurrence) =>
    it.occasion === occasion && it.where === where && it.category === category && it.number === number;
  let found = effects.find(isIt);
  if (found === undefined) {
    const { reach } = ruleOf(occasion);
    const zeros = () => Array.from({ length: reach }, () => 0);
    found = { occasion, where, category, number, seen: zeros(), usual: zeros() };
    effects.push(found);
  }
  found.seen[at]! += seen;
  found.usual[at]! += usual;
}

/**
 * Notes a day in the occurrences of an occasion that it lies in, or in one of them. What is usual that day is multiplied by `level`
 * [campus × category], and by what the occasions before this one do.
 */
export function noteDay(
  effects: Effects,
  world: World,
  rule: Rule,
  { date, seen, usual }: Day,
  level: Float64Array,
  only?: Pick<Happening, 'where' | 'number'>,
): void {
  const C = world.categories.length;
  const before = liftsOn(effects, world, date, OCCASIONS.slice(0, OCCASIONS.indexOf(rule)));
  for (const { where, number, at, campuses } of occurrencesOn(world, rule, date)) {
    if (only !== undefined && (where !== only.where || number !== only.number)) continue;
    for (const campus of campuses)
      for (let index = campus * C; index < (campus + 1) * C; index++) {
        const it = { occasion: rule.name, where, category: index % C, number };
        note(effects, it, at, seen[index]!, usual[index]! * level[index]! * liftAt(before, index));
      }
  }
}

/** Days to either side of an occurrence that say what is usual there, and how far from it; and the first of a month that do not. */
const BESIDE = 10;
const FARTHEST = 30;
const FIRST_OF_MONTH = 2;
const LEAST_BESIDE = 3;

/** What is usual between the days to either side: the ratio of seen to usual of those that do not stand apart, at one place. */
function levelBeside(days: readonly Day[], at: number): number {
  const middle = middleRatio(days, at);
  const calm = days.filter((day) => ratioOf(day, at) < middle * APART && ratioOf(day, at) > middle / APART);
  return (sum(calm.map(({ seen }) => seen[at]!)) + 3) / (sum(calm.map(({ usual }) => usual[at]!)) + 3);
}

const isOrdinary = ({ date }: Day) => !isMonthEnd(date) && getDate(date) > FIRST_OF_MONTH;

/** The ordinary days nearest to a date, to one side of it. */
function beside(days: readonly Day[], date: number, side: 1 | -1): Day[] {
  const isThere = (it: Day) => (it.date - date) * side > 0 && (it.date - date) * side <= FARTHEST;
  const there = days.filter((it) => isThere(it) && isOrdinary(it));
  return side > 0 ? there.slice(0, BESIDE) : there.slice(-BESIDE);
}

/** The occurrences of an occasion that days lie in, each with its days. */
function occurrencesIn(world: World, rule: Rule, days: readonly Day[]): { it: Happening; during: Day[] }[] {
  const found = new Map<string, { it: Happening; during: Day[] }>();
  for (const day of days)
    for (const it of occurrencesOn(world, rule, day.date)) {
      const key = `${it.where} ${it.number}`;
      found.set(key, { it, during: [...(found.get(key)?.during ?? []), day] });
    }
  return [...found.values()];
}

/** Notes the occurrences that lie well within the days anew, measured by the days to both sides of them. */
export function noteOccurrences(effects: Effects, world: World, days: readonly Day[]): void {
  for (const rule of OCCASIONS)
    for (const { it, during } of occurrencesIn(world, rule, days)) {
      const [before, after] = [beside(days, during[0]!.date, -1), beside(days, during.at(-1)!.date, 1)];
      if (Math.min(before.length, after.length) < LEAST_BESIDE) continue;
      const level = during[0]!.seen.map((_, at) => levelBeside([...before, ...after], at));
      const others = effects.filter(
        (one) => one.occasion !== rule.name || one.where !== it.where || one.number !== it.number,
      );
      effects.splice(0, effects.length, ...others);
      for (const day of during) noteDay(effects, world, rule, day, level, it);
    }
}
