import { getDate } from './dates.ts';
import {
  isMonthEnd, OCCASIONS, occurrencesOn, ruleOf, type Happening, type Occasion, type Rule,
} from './occasions.ts'; // prettier-ignore
import type { World } from './world.ts';

/** Failures seen and expected at level 1 on the days of one occurrence of an occasion. */
export interface Occurrence {
  occasion: Occasion;
  where: number;
  category: number;
  number: number;
  seen: number[];
  usual: number[];
}
export type Effects = Occurrence[];

/** One local day of every campus: failures seen, and expected at level 1, [campus × category]. */
export interface Day {
  date: number;
  seen: Float64Array;
  usual: Float64Array;
}

/** From this ratio on it is an effect. */
const LIFT = 1.3;
/** Occurrences from which an effect is expected again, and from which it is called recurring. */
export const EMERGING = 2;
export const RECURRING = 3;

const sum = (values: number[]) => values.reduce((total, it) => total + it, 0);

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
/** A day this far from the middle one beside an occurrence says nothing of what is usual. */
const APART = 1.6;

/** What is usual between the days to either side: the ratio of seen to usual of those that do not stand apart, at one place. */
function levelBeside(days: readonly Day[], at: number): number {
  const ratioOf = ({ seen, usual }: Day) => (seen[at]! + 3) / (usual[at]! + 3);
  const middle = days.map(ratioOf).sort((a, b) => a - b)[days.length >> 1]!;
  const calm = days.filter((day) => ratioOf(day) < middle * APART && ratioOf(day) > middle / APART);
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

/** What several occurrences have in common, on its days 0 to `last`. */
export interface Effect {
  occasion: Occasion;
  where: number;
  category: number;
  last: number;
  lifts: number[];
  lift: number;
  low: number;
  high: number;
  /** Occurrences that show it. */
  shown: number;
}

/** What each of the occasions is known to do to the failures of a date, [campus × category]. */
export function liftsOn(
  effects: Effects,
  world: World,
  date: number,
  rules: readonly Rule[] = OCCASIONS,
): Float64Array[] {
  const C = world.categories.length;
  return rules.map((rule) => {
    const lifts = new Float64Array(world.campuses.length * C).fill(1);
    for (const { where, number, at, campuses } of occurrencesOn(world, rule, date))
      for (let c = 0; c < C; c++) {
        const lift = effectOf(effects, rule, where, c, number)?.lifts[at] ?? 1;
        for (const campus of campuses) lifts[campus * C + c] = lift;
      }
    return lifts;
  });
}

/** What all of them do together at one place of their lists. */
export function liftAt(lifts: readonly Float64Array[], index: number): number {
  let product = 1;
  for (const lift of lifts) product *= lift[index]!;
  return product;
}

/**
 * The effect that a category's occurrences in one place with a number below `before` have in common; undefined where there is none, or where
 * fewer than `least` of them show it. Its interval is that of the occurrences' mean log lift (±1.96 standard errors),
 * no narrower than counting allows.
 */
export function effectOf(
  effects: Effects,
  rule: Rule,
  where: number,
  category: number,
  before = Infinity,
  least = EMERGING,
): Effect | undefined {
  const isPast = (it: Occurrence) =>
    it.occasion === rule.name && it.where === where && it.category === category && it.number < before;
  const past = effects.filter((it) => isPast(it) && sum(it.usual) > 0);
  const isLifted = (at: number) => {
    const shown = past.filter(
      (it) =>
        it.seen[at]! > LIFT * it.usual[at]! && it.seen[at]! > it.usual[at]! + 3 * Math.sqrt(it.usual[at]!),
    );
    return shown.length >= least && shown.length > past.length / 2;
  };
  let last = -1;
  while (last + 1 < rule.reach && isLifted(last + 1)) last++;
  if (last + 1 < rule.least) return undefined;
  const run = (values: number[]) => sum(values.slice(0, last + 1));
  const shown = past.filter((it) => run(it.seen) > LIFT * run(it.usual));
  const [seen, usual] = [sum(shown.map((it) => run(it.seen))), sum(shown.map((it) => run(it.usual)))];
  const logs = shown.map((it) => Math.log(run(it.seen) / run(it.usual)));
  const mean = sum(logs) / logs.length;
  const variance = sum(logs.map((it) => (it - mean) ** 2)) / Math.max(1, logs.length - 1);
  const error = 1.96 * Math.sqrt(Math.max(variance / logs.length, 1 / seen));
  const lift = seen / usual;
  const lifts = Array.from({ length: last + 1 }, (_, at) => {
    const [x, e] = [sum(shown.map((it) => it.seen[at]!)), sum(shown.map((it) => it.usual[at]!))];
    return (x + 20 * lift) / (e + 20);
  });
  return {
    occasion: rule.name,
    where,
    category,
    last,
    lifts,
    lift,
    low: lift * Math.exp(-error),
    high: lift * Math.exp(error),
    shown: shown.length,
  };
}
