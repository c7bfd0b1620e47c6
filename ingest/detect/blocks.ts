import type { Bins } from './bins.ts';
import { HALF_HOURS, type World } from './world.ts';

/** Half hours that are this far above what is usual teach nothing: standard deviations. */
const FAR = 3;
/** Half hours that are even further above say nothing of the ordinary spread either. */
const VERY_FAR = 6;
/** The spread that is taken for granted while looking for them. */
const GRANTED = 0.05;

/** Half hours of one kind of slice: failures seen and expected, [block × category]; 1 in `far` where far above. */
export interface Blocks {
  of(row: number, leaf: number): number;
  seen: Float64Array;
  expected: Float64Array;
  far: Uint8Array;
}

/** The half hours of every place, rail and campus, and of the whole. */
export function makeBlocks(world: World, bins: Bins, firstDay: number, days: number) {
  const { placeOf, railOf, campusOf, places, rails, campuses, categories } = world;
  const slots = days * HALF_HOURS;
  const slotOf = (row: number) => (bins.date[row]! - firstDay) * HALF_HOURS + bins.halfHour[row]!;
  const make = (groups: number, of: Blocks['of']): Blocks => {
    const size = groups * slots * categories.length;
    return { of, seen: new Float64Array(size), expected: new Float64Array(size), far: new Uint8Array(size) };
  };
  return {
    building: make(places.length, (row, leaf) => placeOf[leaf]! * slots + slotOf(row)),
    rail: make(rails.length, (row, leaf) => railOf[leaf]! * slots + slotOf(row)),
    campus: make(campuses.length, (row, leaf) => campusOf[leaf]! * slots + slotOf(row)),
    any: make(1, slotOf),
  };
}

/** Marks what is far above; what is very far above is taken out of the spread. */
export function markFar({ seen, expected, far }: Blocks): void {
  for (let at = 0; at < seen.length; at++) {
    const [x, e] = [seen[at]!, expected[at]!];
    const sigma = Math.sqrt(e + GRANTED * e * e);
    far[at] = x < 3 || x <= e + FAR * sigma + 1 ? 0 : 1;
    if (x > e + VERY_FAR * sigma + 4) expected[at] = 0;
  }
}

/** Extra spread by moments, per category: Σ((x − e)² − e) ÷ Σe². */
export function spread({ seen, expected }: Blocks, C: number): Float64Array {
  const [extra, square] = [new Float64Array(C), new Float64Array(C).fill(1)];
  for (let at = 0; at < seen.length; at++) {
    const [x, e] = [seen[at]!, expected[at]!];
    if (e <= 0) continue;
    extra[at % C]! += (x - e) ** 2 - e;
    square[at % C]! += e * e;
  }
  return extra.map((it, c) => Math.min(1, Math.max(0.005, it / square[c]!)));
}
