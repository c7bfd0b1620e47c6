import { learnedVariance } from '../../stats/learned.ts';
import { lagOf, ownLevel, ownVariance } from './habits.ts';
import type { Scanner } from './scanner.ts';
import { ALL_RAILS, KINDS } from './slices.ts';

/**
 * Extra spread of so many usual failures of a slice in so many bins: variance = mean + spread × mean². Hours stray each
 * by itself, days as one; and what is usual is known from the failures that it was learned from.
 */
export function spreadOf(
  { baseline, slices, habits, world }: Scanner,
  slice: number,
  c: number,
  usual: number,
  window = 12,
): number {
  if (baseline === undefined) return 1;
  const C = world.categories.length;
  const kind = slices.kind[slice]! * C + c;
  return (
    learnedVariance(usual, window, baseline.learnedDays) +
    habits.fast[kind]! / Math.max(1, window / 12) +
    habits.slow[kind]! +
    ownVariance(habits, slice * C + c, lagOf(window))
  );
}

/**
 * Spread by which slices are compared as explanations of so many bins: that of all rails of their place, so that none is at
 * an advantage.
 */
export function sharedSpread(
  { slices, habits, world }: Scanner,
  slice: number,
  c: number,
  window: number,
): number {
  const { place } = KINDS[slices.kind[slice]!]!;
  const kind = ALL_RAILS[place] * world.categories.length + c;
  return habits.fast[kind]! / Math.max(1, window / 12) + habits.slow[kind]!;
}

/** How a slice stood to the model before a window of so many bins. */
export const levelOf = ({ habits, world }: Scanner, slice: number, c: number, window = 12): number =>
  ownLevel(habits, slice * world.categories.length + c, lagOf(window));
