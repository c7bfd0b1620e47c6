import type { Bins } from './bins.ts';
import type { Blocks } from './blocks.ts';
import type { Grid } from './grid.ts';
import { isMonthEnd } from './occasions.ts';
import type { Products } from './parts.ts';
import { DAY_KINDS, HALF_HOURS, type World } from './world.ts';

/** Days away from a month's end that are enough for a first fit. */
const LEAST_PLAIN = 14;

/**
 * Which of the learned days teach the first fit: those away from the end of a month, so that a holiday that fell on one is not taken
 * for what holidays are like; all, where there are too few others.
 */
function plainDays(firstDay: number, days: number): boolean[] {
  const away = Array.from({ length: days }, (_, day) => !isMonthEnd(firstDay + day));
  return away.filter(Boolean).length < LEAST_PLAIN ? away.fill(true) : away;
}

/** The rows that a week is learned from, and what is looked up for each. */
export interface Learning {
  world: World;
  bins: Bins;
  grid: Grid;
  from: number;
  to: number;
  firstDay: number;
  days: number;
  /** Day kind of each learned day, [day × campus]. */
  kinds: Uint8Array;
  /** Settled attempts by half hour of the day. */
  volume: Float64Array;
  /** Leaves that are among them. */
  leaves: Set<number>;
  C: number;
}

/** The rows [from, to), whose dates are before the week. */
export function learningOf(world: World, bins: Bins, grid: Grid, from: number, to: number): Learning {
  let [firstDay, lastDay] = [Infinity, -Infinity];
  const [volume, leaves] = [new Float64Array(HALF_HOURS), new Set<number>()];
  for (let row = from; row < to; row++) {
    firstDay = Math.min(firstDay, bins.date[row]!);
    lastDay = Math.max(lastDay, bins.date[row]!);
    volume[bins.halfHour[row]!]! += bins.settled[row]!;
    leaves.add(bins.leaf[row]!);
  }
  const days = lastDay - firstDay + 1;
  const campuses = world.campuses.length;
  const kinds = Uint8Array.from({ length: days * campuses }, (_, at) =>
    world.dayKind(at % campuses, firstDay + Math.floor(at / campuses)),
  );
  return { world, bins, grid, from, to, firstDay, days, kinds, volume, leaves, C: world.categories.length };
}

/** Settled attempts and failures of each cell, [cell × category], on the days that teach the first fit. */
export function countPlain(
  { bins, grid, from, to, firstDay, days, C }: Learning,
  N: Float64Array,
  X: Float64Array,
) {
  const { date, settled, category } = bins;
  const sums = new Float64Array(grid.cells);
  const isPlain = plainDays(firstDay, days);
  for (let row = from; row < to; row++) {
    if (!isPlain[date[row]! - firstDay]) continue;
    const cell = grid.cellOf[row]!;
    sums[cell]! += settled[row]!;
    const c = category[row]!;
    if (c >= 0) X[cell * C + c]! += settled[row]!;
  }
  for (let cell = 0; cell < grid.cells; cell++) N.fill(sums[cell]!, cell * C, cell * C + C);
}

/**
 * Adds what was seen and what the model expects, times the day's factor [day × campus × category], to the blocks of what
 * each leaf belongs to. Place and rail of a row come from its leaf, so that what is looked up lies close together.
 */
export function fillBlocks(
  { world, bins, from, to, firstDay, days, kinds, C }: Learning,
  { place: placeRate, rail: railFactor }: Products,
  { seen, expected }: Blocks,
  groupOf: Int32Array,
  factors: Float64Array,
): void {
  const { date, halfHour, leaf: leafOf, settled, category } = bins;
  const { placeOf, railOf, campusOf } = world;
  const campuses = world.campuses.length;
  const K = DAY_KINDS.length;
  for (let row = from; row < to; row++) {
    const leaf = leafOf[row]!;
    const [day, half, n] = [date[row]! - firstDay, halfHour[row]!, settled[row]!];
    const ofDay = day * campuses + campusOf[leaf]!;
    const at = ((groupOf[leaf]! * days + day) * HALF_HOURS + half) * C;
    const place = ((placeOf[leaf]! * K + kinds[ofDay]!) * HALF_HOURS + half) * C;
    const rail = (railOf[leaf]! * HALF_HOURS + half) * C;
    const factor = ofDay * C;
    for (let c = 0; c < C; c++)
      expected[at + c]! += n * placeRate[place + c]! * railFactor[rail + c]! * factors[factor + c]!;
    const c = category[row]!;
    if (c >= 0) seen[at + c]! += n;
  }
}

/** Categories that are far above in each half hour of a place, a rail, a campus or the whole: a bit each. */
export type Far = Record<'building' | 'rail' | 'campus' | 'any', Int32Array>;

/** Exposure and failures of each cell, [cell × category], without what is far above. */
export function countOrdinary(
  { world, bins, grid, from, to, firstDay, C }: Learning,
  far: Far,
  factors: Float64Array,
  N: Float64Array,
  X: Float64Array,
): void {
  const { date, halfHour, leaf: leafOf, settled, category } = bins;
  const { placeOf, railOf, campusOf } = world;
  const campuses = world.campuses.length;
  const slots = far.any.length;
  N.fill(0);
  X.fill(0);
  for (let row = from; row < to; row++) {
    const leaf = leafOf[row]!;
    const [day, n] = [date[row]! - firstDay, settled[row]!];
    const slot = day * HALF_HOURS + halfHour[row]!;
    const isFar =
      far.building[placeOf[leaf]! * slots + slot]! |
      far.rail[railOf[leaf]! * slots + slot]! |
      far.campus[campusOf[leaf]! * slots + slot]! |
      far.any[slot]!;
    const cell = grid.cellOf[row]! * C;
    const factor = (day * campuses + campusOf[leaf]!) * C;
    for (let c = 0; c < C; c++) if (((isFar >> c) & 1) === 0) N[cell + c]! += n * factors[factor + c]!;
    const c = category[row]!;
    if (c >= 0 && ((isFar >> c) & 1) === 0) X[cell + c]! += n;
  }
}

/** Adds up the blocks of campuses to days, [day × campus × category]. */
export function sumDays({ seen, expected }: Blocks, { world, days, C }: Learning): Blocks {
  const campuses = world.campuses.length;
  const sums = {
    seen: new Float64Array(days * campuses * C),
    expected: new Float64Array(days * campuses * C),
  };
  for (let at = 0; at < seen.length; at++) {
    const block = Math.floor(at / (HALF_HOURS * C));
    const day = ((block % days) * campuses + Math.floor(block / days)) * C + (at % C);
    sums.seen[day]! += seen[at]!;
    sums.expected[day]! += expected[at]!;
  }
  return sums;
}
