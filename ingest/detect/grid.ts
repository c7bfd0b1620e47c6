import type { Bins } from './bins.ts';
import { DAY_KINDS, HALF_HOURS, type World } from './world.ts';

/** The combinations of place, day kind, half hour and rail that occur in rows, and each row's combination. */
export interface Grid {
  cells: number;
  place: Int32Array;
  kind: Int32Array;
  half: Int32Array;
  rail: Int32Array;
  cellOf: Int32Array;
}

/** The grid of the rows [from, to). */
export function makeGrid(world: World, bins: Bins, from: number, to: number): Grid {
  const { placeOf, railOf, campusOf, rails } = world;
  const [K, R] = [DAY_KINDS.length, rails.length];
  const numbers = new Map<number, number>();
  const keys: number[] = [];
  const cellOf = new Int32Array(to - from);
  for (let row = from; row < to; row++) {
    const leaf = bins.leaf[row]!;
    const kind = world.dayKind(campusOf[leaf]!, bins.date[row]!);
    const key = ((placeOf[leaf]! * K + kind) * HALF_HOURS + bins.halfHour[row]!) * R + railOf[leaf]!;
    let cell = numbers.get(key);
    if (cell === undefined) {
      cell = keys.push(key) - 1;
      numbers.set(key, cell);
    }
    cellOf[row - from] = cell;
  }
  const column = (pick: (key: number) => number) => Int32Array.from(keys, pick);
  return {
    cells: keys.length,
    rail: column((key) => key % R),
    half: column((key) => Math.floor(key / R) % HALF_HOURS),
    kind: column((key) => Math.floor(key / R / HALF_HOURS) % K),
    place: column((key) => Math.floor(key / R / HALF_HOURS / K)),
    cellOf,
  };
}
