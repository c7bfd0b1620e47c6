import type { Bins } from './bins.ts';
import { makeBlocks, markFar, spread, type Blocks } from './blocks.ts';
import { makeGrid } from './grid.ts';
import { fitParts, makeParts, productAt, type Part } from './parts.ts';
import { DAY_KINDS, HALF_HOURS, type World } from './world.ts';

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

/** Failures that draw a day's factor towards 1, and that of a campus towards the whole's. */
const DAY_PSEUDO = 10;
const CAMPUS_PSEUDO = 20;

/** How each day stands to the rest, [day × campus × category]. */
function dayFactors(seen: Float64Array, expected: Float64Array, campuses: number, C: number): Float64Array {
  const factors = new Float64Array(seen.length);
  for (let day = 0; day < seen.length; day += campuses * C)
    for (let c = 0; c < C; c++) {
      let [x, e] = [DAY_PSEUDO, DAY_PSEUDO];
      for (let at = day + c; at < day + campuses * C; at += C) {
        x += seen[at]!;
        e += expected[at]!;
      }
      for (let at = day + c; at < day + campuses * C; at += C)
        factors[at] = ((x / e) * (seen[at]! + CAMPUS_PSEUDO)) / ((x / e) * expected[at]! + CAMPUS_PSEUDO);
    }
  return factors;
}

/** The fitted factors as tables of places and rails. */
function toTables({ places, rails }: World, parts: Part[], C: number) {
  const K = DAY_KINDS.length;
  const placeRate = new Float64Array(places.length * K * HALF_HOURS * C);
  const railFactor = new Float64Array(rails.length * HALF_HOURS * C);
  for (let at = 0; at < placeRate.length; at++) {
    const place = Math.floor(at / C / HALF_HOURS / K);
    const [kind, half] = [Math.floor(at / C / HALF_HOURS) % K, Math.floor(at / C) % HALF_HOURS];
    const { campus } = places[place]!;
    placeRate[at] = productAt(
      parts,
      'place',
      { place, campus, kind, half, rail: -1, channel: -1 },
      at % C,
      C,
    );
  }
  for (let at = 0; at < railFactor.length; at++) {
    const rail = Math.floor(at / C / HALF_HOURS);
    const cell = { place: -1, campus: -1, kind: -1, half: Math.floor(at / C) % HALF_HOURS, rail };
    railFactor[at] = productAt(parts, 'rail', { ...cell, channel: rails[rail]!.channelNumber }, at % C, C);
  }
  return { placeRate, railFactor };
}

/**
 * Learns what is usual from the rows [from, to), whose dates are before the week.
 * Half hours of a place, a rail or the whole that are far above are left out of a second fit.
 */
export function learn(world: World, bins: Bins, from: number, to: number): Baseline {
  const C = world.categories.length;
  const { campusOf, campuses } = world;
  const dates = bins.date.subarray(from, to);
  const firstDay = dates.reduce((least, date) => Math.min(least, date), Infinity);
  const days = dates.reduce((most, date) => Math.max(most, date), 0) - firstDay + 1;
  const grid = makeGrid(world, bins, from, to);
  const parts = makeParts(world, grid, C);
  const blocks = makeBlocks(world, bins, firstDay, days);
  const all: Blocks[] = Object.values(blocks);
  const [seen, expected] = [
    new Float64Array(days * campuses.length * C),
    new Float64Array(days * campuses.length * C),
  ];
  const volume = new Float64Array(HALF_HOURS);
  const leaves = new Set<number>();
  let factors = new Float64Array(seen.length).fill(1) as Float64Array;

  const eachRow = (work: (row: number, leaf: number, n: number, cell: number, day: number) => void) => {
    for (let row = from; row < to; row++) {
      const leaf = bins.leaf[row]!;
      const day = ((bins.date[row]! - firstDay) * campuses.length + campusOf[leaf]!) * C;
      work(row, leaf, bins.settled[row]!, grid.cellOf[row - from]! * C, day);
    }
  };
  const fit = (withFar: boolean) => {
    const [N, X] = [new Float64Array(grid.cells * C), new Float64Array(grid.cells * C)];
    eachRow((row, leaf, n, cell, day) => {
      const at = withFar ? [] : all.map((it) => it.of(row, leaf) * C);
      for (let c = 0; c < C; c++) {
        let isFar = false;
        for (let index = 0; index < at.length; index++) isFar ||= all[index]!.far[at[index]! + c] === 1;
        if (isFar) continue;
        N[cell + c]! += n * factors[day + c]!;
        if (bins.category[row] === c) X[cell + c]! += n;
      }
    });
    fitParts(parts, N, X, C);
  };

  fit(true);
  const rate = new Float64Array(grid.cells * C).fill(1);
  for (const { of, values } of parts)
    for (let cell = 0; cell < grid.cells; cell++)
      for (let c = 0; c < C; c++) rate[cell * C + c]! *= values[of[cell]! * C + c]!;
  eachRow((row, leaf, n, cell, day) => {
    for (let c = 0; c < C; c++) expected[day + c]! += n * rate[cell + c]!;
    if (bins.category[row]! >= 0) seen[day + bins.category[row]!]! += n;
    volume[bins.halfHour[row]!]! += n;
    leaves.add(leaf);
  });
  factors = dayFactors(seen, expected, campuses.length, C);
  eachRow((row, leaf, n, cell, day) => {
    for (const it of all) {
      const at = it.of(row, leaf) * C;
      for (let c = 0; c < C; c++) it.expected[at + c]! += n * rate[cell + c]! * factors[day + c]!;
      if (bins.category[row]! >= 0) it.seen[at + bins.category[row]!]! += n;
    }
  });
  for (const it of all) markFar(it);
  fit(false);
  const { any, campus, building } = blocks;
  return {
    ...toTables(world, parts, C), firstDay, days, seen, expected, learnedDays: days, volume, leaves,
    spread: { any: spread(any, C), campus: spread(campus, C), building: spread(building, C) },
  }; // prettier-ignore
}
