import type { Bins } from './bins.ts';
import { findFar, makeBlocks, scaleDays, spread, sumBlocks, type Blocks } from './blocks.ts';
import { centreDays, dayFactors } from './day-factors.ts';
import { REACH, toMonthEnd } from './effects.ts';
import type { Grid } from './grid.ts';
import { fit, makeModel } from './parts.ts';
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
  /** Leaves that were seen while learning. */
  leaves: Set<number>;
}

/** Memory that one learning leaves to the next. */
export interface Scratch {
  place?: Blocks;
  rail?: Blocks;
}

/** Days away from a month's end that are enough for a first fit. */
const LEAST_PLAIN = 14;

/**
 * Which dates teach the first fit: those away from the end of a month, so that a holiday that fell on one is not taken
 * for what holidays are like; all, where there are too few others.
 */
function plainDays(firstDay: number, days: number): (date: number) => boolean {
  const away = Array.from({ length: days }, (_, day) => toMonthEnd(firstDay + day) >= REACH);
  if (away.filter(Boolean).length < LEAST_PLAIN) return () => true;
  return (date) => away[date - firstDay]!;
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
  const C = world.categories.length;
  const { campusOf, campuses, placeOf, railOf, places, rails } = world;
  let [firstDay, lastDay] = [Infinity, -Infinity];
  for (let row = from; row < to; row++) {
    firstDay = Math.min(firstDay, bins.date[row]!);
    lastDay = Math.max(lastDay, bins.date[row]!);
  }
  const days = lastDay - firstDay + 1;
  const slots = days * HALF_HOURS;
  const model = makeModel(world, C);
  const { place: placeRate, rail: railFactor } = model.products;
  const [N, X] = [new Float64Array(grid.cells * C), new Float64Array(grid.cells * C)];
  const settled = new Float64Array(grid.cells);
  const volume = new Float64Array(HALF_HOURS);
  const leaves = new Set<number>();

  const isPlain = plainDays(firstDay, days);
  for (let row = from; row < to; row++) {
    const cell = grid.cellOf[row]!;
    const n = bins.settled[row]!;
    const category = bins.category[row]!;
    volume[bins.halfHour[row]!]! += n;
    leaves.add(bins.leaf[row]!);
    if (!isPlain(bins.date[row]!)) continue;
    settled[cell]! += n;
    if (category >= 0) X[cell * C + category]! += n;
  }
  for (let cell = 0; cell < grid.cells; cell++) N.fill(settled[cell]!, cell * C, cell * C + C);
  fit(model, grid, N, X, C);

  const building = (scratch.place = makeBlocks(places.length, slots, C, scratch.place));
  const slotOf = (row: number) => (bins.date[row]! - firstDay) * HALF_HOURS + bins.halfHour[row]!;
  for (let row = from; row < to; row++) {
    const cell = grid.cellOf[row]!;
    const n = bins.settled[row]!;
    const category = bins.category[row]!;
    const at = (placeOf[bins.leaf[row]!]! * slots + slotOf(row)) * C;
    const place = grid.placeGroup[cell]! * C;
    const rail = grid.railGroup[cell]! * C;
    for (let c = 0; c < C; c++)
      building.expected[at + c]! += n * placeRate[place + c]! * railFactor[rail + c]!;
    if (category >= 0) building.seen[at + category]! += n;
  }
  const campusOfPlace = (place: number) => places[place]!.campus;
  const campus = sumBlocks(building, slots * C, campusOfPlace, campuses.length);
  const size = campuses.length * C;
  const [seen, expected] = [new Float64Array(days * size), new Float64Array(days * size)];
  for (let at = 0; at < campus.seen.length; at++) {
    const [slot, of] = [Math.floor(at / C) % slots, Math.floor(at / C / slots)];
    const day = (Math.floor(slot / HALF_HOURS) * campuses.length + of) * C + (at % C);
    seen[day]! += campus.seen[at]!;
    expected[day]! += campus.expected[at]!;
  }
  const factors = dayFactors(seen, expected, campuses.length, C);
  scaleDays(building, world, campusOfPlace, factors, C);
  scaleDays(campus, world, (it) => it, factors, C);
  const any = sumBlocks(campus, slots * C, () => 0, 1);

  const ofRail = (scratch.rail = makeBlocks(rails.length, slots, C, scratch.rail));
  const dayOf = (row: number) =>
    ((bins.date[row]! - firstDay) * campuses.length + campusOf[bins.leaf[row]!]!) * C;
  for (let row = from; row < to; row++) {
    const cell = grid.cellOf[row]!;
    const n = bins.settled[row]!;
    const category = bins.category[row]!;
    const day = dayOf(row);
    const at = (railOf[bins.leaf[row]!]! * slots + slotOf(row)) * C;
    const place = grid.placeGroup[cell]! * C;
    const rail = grid.railGroup[cell]! * C;
    for (let c = 0; c < C; c++)
      ofRail.expected[at + c]! += n * placeRate[place + c]! * railFactor[rail + c]! * factors[day + c]!;
    if (category >= 0) ofRail.seen[at + category]! += n;
  }

  const far = {
    building: findFar(building, C), rail: findFar(ofRail, C), campus: findFar(campus, C), any: findFar(any, C),
  }; // prettier-ignore
  const usual = expected.slice();
  centreDays(world, firstDay, factors, usual, C);
  N.fill(0);
  X.fill(0);
  for (let row = from; row < to; row++) {
    const leaf = bins.leaf[row]!;
    const slot = slotOf(row);
    const day = dayOf(row);
    const cell = grid.cellOf[row]! * C;
    const n = bins.settled[row]!;
    const category = bins.category[row]!;
    const isFar =
      far.building[placeOf[leaf]! * slots + slot]! |
      far.rail[railOf[leaf]! * slots + slot]! |
      far.campus[campusOf[leaf]! * slots + slot]! |
      far.any[slot]!;
    for (let c = 0; c < C; c++) if (((isFar >> c) & 1) === 0) N[cell + c]! += n * factors[day + c]!;
    if (category >= 0 && ((isFar >> category) & 1) === 0) X[cell + category]! += n;
  }
  fit(model, grid, N, X, C);
  return {
    placeRate, railFactor, firstDay, days, seen, expected: usual, learnedDays: days, volume, leaves,
    spread: { any: spread(any, C), campus: spread(campus, C), building: spread(building, C) },
  }; // prettier-ignore
}
