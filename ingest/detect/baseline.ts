import type { Bins } from './bins.ts';
import { findFar, makeBlocks, scaleDays, spread, sumBlocks, type Blocks } from './blocks.ts';
import { centreDays, dayFactors } from './day-factors.ts';
import type { Grid } from './grid.ts';
import { fit, makeModel } from './parts.ts';
import { countOrdinary, countPlain, fillBlocks, learningOf, sumDays } from './passes.ts';
import { busyDays } from './surge.ts';
import { HALF_HOURS, type World } from './world.ts';

/** Days that a week's baseline is learned from. */
export const LEARNED_DAYS = 70;

/**
 * What is usual in one week: expected failures of an attempt in category c are
 * placeRate × railFactor × the day's factor. A multiplicative model fitted by iterative proportional fitting
 * (Deming & Stephan 1940); each factor is drawn towards 1 by pseudo-counts (Clayton & Kaldor 1987).
 */
export interface Baseline {
  /** [(place × day kind × half hour) × category] */
  placeRate: Float64Array;
  /** [(rail × half hour) × category] */
  railFactor: Float64Array;
  /** Extra spread: variance = mean + spread × mean², per category; by how far the place is fixed. */
  spread: Record<'any' | 'campus' | 'building', Float64Array>;
  /** Failures seen and expected on each learned day, [day × campus × category]; the first day is `firstDay`. */
  firstDay: number;
  days: number;
  seen: Float64Array;
  expected: Float64Array;
  learnedDays: number;
  /** Settled attempts by half hour of the day, while learning. */
  volume: Float64Array;
  /** Expected failures of a busy day of a place, [place × category]. */
  busy: Float64Array;
  /** Leaves that were seen while learning. */
  leaves: Set<number>;
}

/** Memory that one learning leaves to the next. */
export interface Scratch {
  place?: Blocks;
  rail?: Blocks;
}

/**
 * Learns what is usual from the rows [from, to), whose dates are before the week.
 * Half hours of a place, a rail or the whole that are far above are left out of a second fit. What is worked with is left in
 * `scratch`.
 */
export function learn(
  world: World,
  bins: Bins,
  grid: Grid,
  from: number,
  to: number,
  scratch: Scratch = {},
): Baseline {
  const { campuses, placeOf, railOf, places, rails } = world;
  const learning = learningOf(world, bins, grid, from, to);
  const { firstDay, days, volume, leaves, C } = learning;
  const slots = days * HALF_HOURS;
  const room = (LEARNED_DAYS + 1) * HALF_HOURS;
  const model = makeModel(world, C);
  const [N, X] = [new Float64Array(grid.cells * C), new Float64Array(grid.cells * C)];
  countPlain(learning, N, X);
  fit(model, grid, N, X, C);

  const building = (scratch.place = makeBlocks(places.length, slots, room, C, scratch.place));
  const noFactors = new Float64Array(days * campuses.length * C).fill(1);
  fillBlocks(learning, model.products, building, placeOf, noFactors);
  const campusOfPlace = (place: number) => places[place]!.campus;
  const campus = sumBlocks(building, slots * C, campusOfPlace, campuses.length);
  const { seen, expected } = sumDays(campus, learning);
  const factors = dayFactors(seen, expected, campuses.length, C);
  scaleDays(building, world, campusOfPlace, factors, C);
  scaleDays(campus, world, (it) => it, factors, C);
  const any = sumBlocks(campus, slots * C, () => 0, 1);
  const busy = busyDays(building, places.length, C);
  const ofRail = (scratch.rail = makeBlocks(rails.length, slots, room, C, scratch.rail));
  fillBlocks(learning, model.products, ofRail, railOf, factors);

  const far = {
    building: findFar(building, C), rail: findFar(ofRail, C), campus: findFar(campus, C), any: findFar(any, C),
  }; // prettier-ignore
  const usual = expected.slice();
  centreDays(world, firstDay, factors, usual, C);
  countOrdinary(learning, far, factors, N, X);
  fit(model, grid, N, X, C);
  return {
    placeRate: model.products.place, railFactor: model.products.rail, firstDay, days, seen, expected: usual,
    learnedDays: days, volume, leaves, busy,
    spread: { any: spread(any, C), campus: spread(campus, C), building: spread(building, C) },
  }; // prettier-ignore
}
