import { SIZES } from './figures.ts';
import type { Matching } from './match.ts';

/** The part of a matching that a curve needs; adds up over worlds. */
export interface Tally {
  days: number;
  falseAlarms: number;
  /** Found and all, by size. */
  found: number[];
  all: number[];
}

/** One point of a curve. */
export interface Point {
  threshold: number;
  falseAWeek: number;
  recallBySize: number[];
}

const sized = (excesses: readonly number[]) =>
  SIZES.map(({ low, high }) => excesses.filter((excess) => excess >= low && excess < high).length);

/** Counts a matching. */
export function tallyOf({ matches, missed, false: wrong }: Matching, days: number): Tally {
  const excesses = matches.filter(({ fact }) => !fact.isMonthEnd).map(({ fact }) => fact.excess);
  const lost = missed.filter(({ isMonthEnd }) => !isMonthEnd).map(({ excess }) => excess);
  return { days, falseAlarms: wrong.length, found: sized(excesses), all: sized([...excesses, ...lost]) };
}

/** Adds up worlds at one threshold. */
export function pointOf(threshold: number, tallies: readonly Tally[]): Point {
  const sum = (choose: (tally: Tally) => number) => tallies.reduce((total, it) => total + choose(it), 0);
  return {
    threshold,
    falseAWeek: (sum((it) => it.falseAlarms) * 7) / sum((it) => it.days),
    recallBySize: SIZES.map((_, i) => sum((it) => it.found[i]!) / sum((it) => it.all[i]!)),
  };
}

const meanRecall = ({ recallBySize }: Point) => recallBySize.reduce((sum, it) => sum + it, 0);

/** The point with the best recall among those with at most so many false alarms a week. */
export const bestWithin = (points: readonly Point[], falseAWeek: number): Point | undefined =>
  points
    .filter((point) => point.falseAWeek <= falseAWeek)
    .sort((one, other) => meanRecall(other) - meanRecall(one) || one.falseAWeek - other.falseAWeek)[0];

const STEPS = 28;

/** Thresholds to sweep, in equal ratios from the least to twenty times as much. */
export const thresholdsOf = (least: number): number[] =>
  Array.from({ length: STEPS }, (_, step) => least * 20 ** (step / (STEPS - 1)));
