import { HALF_HOURS, type World } from './world.ts';

/** Half hours that are this far above what is usual teach nothing: standard deviations. */
const FAR = 3;
/** Half hours that are even further above say nothing of the ordinary spread either. */
const VERY_FAR = 6;
/** The spread that is taken for granted while looking for them. */
const GRANTED = 0.05;

/** Half hours of one kind of slice: failures seen and expected, [group × slot × category]. */
export interface Blocks {
  seen: Float64Array;
  expected: Float64Array;
}

/**
 * Blocks without failures: `slots` half hours of so many groups; in the memory of others that are done with, where that is
 * enough. New memory has `room` for so many half hours: the system takes longer to give it than it takes to empty it.
 */
export function makeBlocks(groups: number, slots: number, room: number, C: number, done?: Blocks): Blocks {
  const size = groups * slots * C;
  const empty = (values?: Float64Array) =>
    values && values.buffer.byteLength >= size * 8
      ? new Float64Array(values.buffer, 0, size).fill(0)
      : new Float64Array(new ArrayBuffer(groups * Math.max(slots, room) * C * 8), 0, size);
  return { seen: empty(done?.seen), expected: empty(done?.expected) };
}

/** Adds up the blocks of groups by what each belongs to. */
export function sumBlocks(
  { seen, expected }: Blocks,
  block: number,
  of: (group: number) => number,
  groups: number,
) {
  const sums = { seen: new Float64Array(groups * block), expected: new Float64Array(groups * block) };
  for (let group = 0; group * block < seen.length; group++) {
    const [from, to] = [group * block, of(group) * block];
    if (to < 0) continue;
    for (let at = 0; at < block; at++) {
      sums.seen[to + at]! += seen[from + at]!;
      sums.expected[to + at]! += expected[from + at]!;
    }
  }
  return sums;
}

/** Multiplies the expected failures of campuses or places by their campus's factor of each day, [day × campus × category]. */
export function scaleDays(
  { expected }: Blocks,
  { campuses }: Pick<World, 'campuses'>,
  campusOf: (group: number) => number,
  factors: Float64Array,
  C: number,
): void {
  const days = factors.length / campuses.length / C;
  const slots = days * HALF_HOURS;
  for (let block = 0; block * C < expected.length; block++) {
    const campus = campusOf(Math.floor(block / slots));
    if (campus < 0) continue;
    const day = (Math.floor((block % slots) / HALF_HOURS) * campuses.length + campus) * C;
    for (let c = 0; c < C; c++) expected[block * C + c]! *= factors[day + c]!;
  }
}

/**
 * Finds the blocks that are far above: a bit for each category, by block. What is very far above is taken out of the
 * spread.
 */
export function findFar({ seen, expected }: Blocks, C: number): Int32Array {
  const far = new Int32Array(seen.length / C);
  for (let at = 0; at < seen.length; at++) {
    const x = seen[at]!;
    if (x < 3) continue;
    const e = expected[at]!;
    const sigma = Math.sqrt(e + GRANTED * e * e);
    if (x > e + FAR * sigma + 1) far[Math.floor(at / C)]! |= 1 << (at % C);
    if (x > e + VERY_FAR * sigma + 4) expected[at] = 0;
  }
  return far;
}

/** Blocks with fewer expected failures tell nothing of the spread. */
const LEAST = 0.2;

/**
 * Extra spread by moments, per category: Σw((x − e)² − e) ÷ Σw·e², each block weighted by how sharply it tells the spread, and
 * counted as no further away than what is far: incidents teach none.
 */
export function spread({ seen, expected }: Blocks, C: number): Float64Array {
  const [extra, square] = [new Float64Array(C), new Float64Array(C).fill(1e-9)];
  for (let at = 0; at < seen.length; at++) {
    const e = expected[at]!;
    if (e < LEAST) continue;
    const variance = e + GRANTED * e * e;
    const weight = (e / variance) ** 2;
    const stray = Math.min(Math.abs(seen[at]! - e), FAR * Math.sqrt(variance) + 1);
    extra[at % C]! += weight * (stray * stray - e);
    square[at % C]! += weight * e * e;
  }
  return extra.map((it, c) => Math.min(1, Math.max(0.005, it / square[c]!)));
}
