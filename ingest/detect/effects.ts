import { OCCASIONS, occurrencesOn, type Occasion, type Rule } from './occasions.ts';
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

/** The sum of some numbers. */
export const sum = (values: readonly number[]) => values.reduce((total, it) => total + it, 0);

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
