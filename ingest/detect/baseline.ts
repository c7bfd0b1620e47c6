import type { Bins } from './bins.ts';
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
  /** Extra spread: variance = mean + alpha × mean², per category; by how far the place is fixed. */
  spread: { any: Float64Array; campus: Float64Array; building: Float64Array; day: Float64Array };
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

/** A part of the model: a number for each cell, with the pseudo-count that draws its factor towards 1. */
interface Part {
  of: Int32Array;
  factors: Float64Array;
  pseudo: number;
}

/** Half hours that are this far above what is usual teach nothing: standard deviations. */
const FAR = 3;
/** Half hours that are even further above say nothing of the ordinary spread. */
const VERY_FAR = 6;
const PASSES = 2;

interface Grid {
  cells: number;
  place: Int32Array;
  kind: Int32Array;
  half: Int32Array;
  rail: Int32Array;
}

/** The cells (place × day kind × half hour × rail) that occur in rows, and each row's cell. */
function makeGrid(world: World, bins: Bins, from: number, to: number): Grid & { cellOf: Int32Array } {
  const { placeOf, railOf, campusOf, rails } = world;
  const numbers = new Map<number, number>();
  const keys: number[] = [];
  const cellOf = new Int32Array(to - from);
  for (let row = from; row < to; row++) {
    const leaf = bins.leaf[row]!;
    const kind = world.dayKind(campusOf[leaf]!, bins.date[row]!);
    const key =
      ((placeOf[leaf]! * DAY_KINDS.length + kind) * HALF_HOURS + bins.halfHour[row]!) * rails.length +
      railOf[leaf]!;
    let cell = numbers.get(key);
    if (cell === undefined) {
      cell = keys.push(key) - 1;
      numbers.set(key, cell);
    }
    cellOf[row - from] = cell;
  }
  const column = (pick: (key: number) => number) => Int32Array.from(keys, pick);
  const R = rails.length;
  return {
    cells: keys.length,
    rail: column((key) => key % R),
    half: column((key) => Math.floor(key / R) % HALF_HOURS),
    kind: column((key) => Math.floor(key / R / HALF_HOURS) % DAY_KINDS.length),
    place: column((key) => Math.floor(key / R / HALF_HOURS / DAY_KINDS.length)),
    cellOf,
  };
}

/** The parts of the model, coarse before fine. */
function makeParts(world: World, { place, kind, half, rail }: Grid, C: number): Part[] {
  const part = (pseudo: number, number: (cell: number) => number): Part => {
    const of = Int32Array.from(place, (_, cell) => number(cell));
    const size = of.reduce((most, it) => Math.max(most, it), 0) + 1;
    return { of, factors: new Float64Array(size * C).fill(1), pseudo };
  };
  const campus = (cell: number) => world.places[place[cell]!]!.campus;
  const K = DAY_KINDS.length;
  return [
    part(0.5, () => 0),
    part(10, campus),
    part(5, (cell) => world.rails[rail[cell]!]!.channelNumber),
    part(5, (cell) => rail[cell]!),
    part(10, (cell) => half[cell]!),
    part(10, (cell) => kind[cell]!),
    part(15, (cell) => campus(cell) * HALF_HOURS + half[cell]!),
    part(15, (cell) => (campus(cell) * K + kind[cell]!) * HALF_HOURS + half[cell]!),
    part(8, (cell) => place[cell]!),
    part(10, (cell) => place[cell]! * 24 + (half[cell]! >> 1)),
    part(15, (cell) => rail[cell]! * 24 + (half[cell]! >> 1)),
  ];
}

/** Fits the parts to failures X at exposure N, both [cell × category]; gives the expected failures. */
function fitParts(parts: Part[], N: Float64Array, X: Float64Array, C: number): Float64Array<ArrayBuffer> {
  const E = N.slice();
  const cells = N.length / C;
  for (const { of, factors } of parts)
    for (let cell = 0; cell < cells; cell++)
      for (let c = 0; c < C; c++) E[cell * C + c]! *= factors[of[cell]! * C + c]!;
  const margin = (of: Int32Array, values: Float64Array, size: number) => {
    const sums = new Float64Array(size);
    for (let cell = 0; cell < cells; cell++) {
      const [group, at] = [of[cell]! * C, cell * C];
      for (let c = 0; c < C; c++) sums[group + c]! += values[at + c]!;
    }
    return sums;
  };
  const margins = parts.map(({ of, factors }) => margin(of, X, factors.length));
  for (let pass = 0; pass < PASSES; pass++) {
    for (const [index, { of, factors, pseudo }] of parts.entries()) {
      const [seen, usual] = [margins[index]!, margin(of, E, factors.length)];
      const change = factors.map((old, index) => {
        const made = (seen[index]! + pseudo) / (usual[index]! / old + pseudo);
        factors[index] = made;
        return made / old;
      });
      for (let cell = 0; cell < cells; cell++)
        for (let c = 0; c < C; c++) E[cell * C + c]! *= change[of[cell]! * C + c]!;
    }
  }
  return E;
}

/** Sums of one kind of block: failures seen and expected, [block × category]. */
interface Blocks {
  of(row: number, leaf: number): number;
  seen: Float64Array;
  expected: Float64Array;
}

/**
 * Learns what is usual from the rows [from, to), whose dates are before the week.
 * Half hours of a place, a rail or the whole that are far above are left out of a second fit.
 */
export function learn(world: World, bins: Bins, from: number, to: number): Baseline {
  const C = world.categories.length;
  const { campusOf, placeOf, railOf, campuses, places, rails } = world;
  const grid = makeGrid(world, bins, from, to);
  const firstDay = bins.date.subarray(from, to).reduce((least, date) => Math.min(least, date), Infinity);
  const days = bins.date.subarray(from, to).reduce((most, date) => Math.max(most, date), 0) - firstDay + 1;
  const parts = makeParts(world, grid, C);
  const dayFactor = new Float64Array(days * campuses.length * C).fill(1);
  const dayIndex = (row: number, leaf: number) =>
    ((bins.date[row]! - firstDay) * campuses.length + campusOf[leaf]!) * C;

  const slots = days * HALF_HOURS;
  const slotOf = (row: number) => (bins.date[row]! - firstDay) * HALF_HOURS + bins.halfHour[row]!;
  const block = (size: number, of: Blocks['of']): Blocks => ({
    of, seen: new Float64Array(size * C), expected: new Float64Array(size * C),
  }); // prettier-ignore
  const blocks = {
    building: block(places.length * slots, (row, leaf) => placeOf[leaf]! * slots + slotOf(row)),
    rail: block(rails.length * slots, (row, leaf) => railOf[leaf]! * slots + slotOf(row)),
    campus: block(campuses.length * slots, (row, leaf) => campusOf[leaf]! * slots + slotOf(row)),
    any: block(slots, slotOf),
  };
  const all = Object.values(blocks);
  const left = all.map(({ seen }) => new Uint8Array(seen.length));
  let E = new Float64Array(0);
  let [seen, expected] = [new Float64Array(dayFactor.length), new Float64Array(dayFactor.length)];

  for (let round = 0; round < 2; round++) {
    const N = new Float64Array(grid.cells * C);
    const plain = new Float64Array(grid.cells * C);
    const X = new Float64Array(grid.cells * C);
    const isLeft = (row: number, leaf: number, c: number) =>
      round > 0 && all.some((it, index) => left[index]![it.of(row, leaf) * C + c] === 1);
    for (let row = from; row < to; row++) {
      const [leaf, at, n] = [bins.leaf[row]!, grid.cellOf[row - from]! * C, bins.settled[row]!];
      const [day, category] = [dayIndex(row, leaf), bins.category[row]!];
      const marks = round > 0 ? all.map((it) => it.of(row, leaf) * C) : [];
      for (let c = 0; c < C; c++) {
        plain[at + c]! += n;
        let out = false;
        for (let index = 0; index < marks.length; index++) out ||= left[index]![marks[index]! + c] === 1;
        if (!out) N[at + c]! += n * dayFactor[day + c]!;
      }
      if (category >= 0 && !isLeft(row, leaf, category)) X[at + category]! += n;
    }
    E = fitParts(parts, N, X, C);
    if (round === 1) break;

    const rate = E.map((e, index) => (N[index]! > 0 ? e / N[index]! : 0));
    for (let cell = 0; cell < grid.cells; cell++)
      for (let c = 0; c < C; c++) {
        if (N[cell * C + c]! > 0) continue;
        rate[cell * C + c] = parts.reduce((product, it) => product * it.factors[it.of[cell]! * C + c]!, 1);
      }
    [seen, expected] = [new Float64Array(dayFactor.length), new Float64Array(dayFactor.length)];
    for (let row = from; row < to; row++) {
      const [leaf, at, n] = [bins.leaf[row]!, grid.cellOf[row - from]! * C, bins.settled[row]!];
      const [day, category] = [dayIndex(row, leaf), bins.category[row]!];
      for (let c = 0; c < C; c++) expected[day + c]! += n * rate[at + c]!;
      if (category >= 0 && !isLeft(row, leaf, category)) seen[day + category]! += n;
    }
    for (let day = 0; day < days; day++)
      for (let c = 0; c < C; c++) {
        let [x, e] = [0, 0];
        for (let campus = 0; campus < campuses.length; campus++) {
          x += seen[(day * campuses.length + campus) * C + c]!;
          e += expected[(day * campuses.length + campus) * C + c]!;
        }
        const whole = (x + 10) / (e + 10);
        for (let campus = 0; campus < campuses.length; campus++) {
          const at = (day * campuses.length + campus) * C + c;
          dayFactor[at] = (whole * (seen[at]! + 20)) / (whole * expected[at]! + 20);
        }
      }
    for (const it of all) {
      it.seen.fill(0);
      it.expected.fill(0);
    }
    for (let row = from; row < to; row++) {
      const [leaf, at, n] = [bins.leaf[row]!, grid.cellOf[row - from]! * C, bins.settled[row]!];
      const [day, category] = [dayIndex(row, leaf), bins.category[row]!];
      for (const it of all) {
        const index = it.of(row, leaf) * C;
        for (let c = 0; c < C; c++) it.expected[index + c]! += n * rate[at + c]! * dayFactor[day + c]!;
        if (category >= 0) it.seen[index + category]! += n;
      }
    }
    for (const [index, it] of all.entries())
      for (let at = 0; at < it.seen.length; at++) {
        const [x, e] = [it.seen[at]!, it.expected[at]!];
        const sigma = Math.sqrt(e + 0.05 * e * e);
        left[index]![at] = x < 3 || x <= e + FAR * sigma + 1 ? 0 : 1;
        if (x > e + VERY_FAR * sigma + 4) it.expected[at] = 0;
      }
  }

  const volume = new Float64Array(HALF_HOURS);
  const leaves = new Set<number>();
  for (let row = from; row < to; row++) {
    volume[bins.halfHour[row]!]! += bins.settled[row]!;
    leaves.add(bins.leaf[row]!);
  }
  const rateOf = (indexes: number[], numbers: number[], c: number) =>
    indexes.reduce((product, part, n) => product * (parts[part]!.factors[numbers[n]! * C + c] ?? 1), 1);
  const K = DAY_KINDS.length;
  const placeRate = new Float64Array(places.length * K * HALF_HOURS * C);
  for (const [place, { campus }] of places.entries())
    for (let kind = 0; kind < K; kind++)
      for (let half = 0; half < HALF_HOURS; half++)
        for (let c = 0; c < C; c++)
          placeRate[((place * K + kind) * HALF_HOURS + half) * C + c] = rateOf(
            [0, 1, 4, 5, 6, 7, 8, 9],
            [0, campus, half, kind, campus * HALF_HOURS + half, (campus * K + kind) * HALF_HOURS + half, place, place * 24 + (half >> 1)],
            c,
          ); // prettier-ignore
  const railFactor = new Float64Array(rails.length * HALF_HOURS * C);
  for (const [rail, { channelNumber }] of rails.entries())
    for (let half = 0; half < HALF_HOURS; half++)
      for (let c = 0; c < C; c++)
        railFactor[(rail * HALF_HOURS + half) * C + c] = rateOf(
          [2, 3, 10],
          [channelNumber, rail, rail * 24 + (half >> 1)],
          c,
        );
  const spreadOf = ({ seen: x, expected: e }: Blocks) => spread(x, e, C);
  return {
    placeRate, railFactor, firstDay, days, seen, expected, learnedDays: days, volume, leaves,
    spread: {
      any: spreadOf(blocks.any),
      campus: spreadOf(blocks.campus),
      building: spreadOf(blocks.building),
      day: spread(seen, expected.map((e, index) => e * dayFactor[index]!), C),
    },
  }; // prettier-ignore
}

/** Extra spread by moments, per category: Σ((x − e)² − e) ÷ Σe². */
function spread(x: Float64Array, e: Float64Array, C: number): Float64Array<ArrayBuffer> {
  const [extra, square] = [new Float64Array(C), new Float64Array(C).fill(1)];
  for (let at = 0; at < x.length; at++) {
    if (e[at]! <= 0) continue;
    const c = at % C;
    extra[c]! += (x[at]! - e[at]!) ** 2 - e[at]!;
    square[c]! += e[at]! ** 2;
  }
  return extra.map((it, c) => Math.min(1, Math.max(0.005, it / square[c]!)));
}
