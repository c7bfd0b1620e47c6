import type { Bins } from './bins.ts';
import { DAY_KINDS, HALF_HOURS, type World } from './world.ts';

/** The combinations of place, day kind, half hour and rail that occur, and which of them each row has. */
export interface Grid {
  cells: number;
  /** (place × day kind × half hour) of each cell. */
  placeGroup: Int32Array;
  /** (rail × half hour) of each cell. */
  railGroup: Int32Array;
  /** Cell of each row. */
  cellOf: Int32Array;
}

/** The grid of all rows; cells are in the order of their numbers, whatever the order of the rows. */
export function makeGrid(world: World, bins: Bins): Grid {
  const { placeOf, railOf, campusOf, rails } = world;
  const [K, R] = [DAY_KINDS.length, rails.length];
  const numbers = new Map<number, number>();
  const keys: number[] = [];
  const cellOf = new Int32Array(bins.bin.length);
  for (let row = 0; row < cellOf.length; row++) {
    const leaf = bins.leaf[row]!;
    const kind = world.dayKind(campusOf[leaf]!, bins.date[row]!);
    const key = ((placeOf[leaf]! * K + kind) * HALF_HOURS + bins.halfHour[row]!) * R + railOf[leaf]!;
    let number = numbers.get(key);
    if (number === undefined) {
      number = keys.push(key) - 1;
      numbers.set(key, number);
    }
    cellOf[row] = number;
  }
  const sorted = Float64Array.from(keys).sort();
  for (const [cell, key] of sorted.entries()) numbers.set(key, cell);
  const cellOfNumber = Int32Array.from(keys, (key) => numbers.get(key)!);
  for (let row = 0; row < cellOf.length; row++) cellOf[row] = cellOfNumber[cellOf[row]!]!;
  return {
    cells: keys.length,
    placeGroup: Int32Array.from(sorted, (key) => Math.floor(key / R)),
    railGroup: Int32Array.from(sorted, (key) => (key % R) * HALF_HOURS + (Math.floor(key / R) % HALF_HOURS)),
    cellOf,
  };
}
