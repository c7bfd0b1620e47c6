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

/** The grid of all rows; cells are in the order of place, day kind, half hour and rail, whatever the order of the rows. */
export function makeGrid(world: World, bins: Bins): Grid {
  const { placeOf, railOf, campusOf, rails, places } = world;
  const [K, R] = [DAY_KINDS.length, rails.length];
  const cellOf = new Int32Array(bins.bin.length);
  const numbers = new Int32Array(places.length * K * HALF_HOURS * R);
  for (let row = 0; row < cellOf.length; row++) {
    const leaf = bins.leaf[row]!;
    const kind = world.dayKind(campusOf[leaf]!, bins.date[row]!);
    const key = ((placeOf[leaf]! * K + kind) * HALF_HOURS + bins.halfHour[row]!) * R + railOf[leaf]!;
    cellOf[row] = key;
    numbers[key] = 1;
  }
  const cells = numbers.reduce((sum, it) => sum + it, 0);
  const [placeGroup, railGroup] = [new Int32Array(cells), new Int32Array(cells)];
  for (let key = 0, cell = 0; key < numbers.length; key++) {
    if (numbers[key] === 0) continue;
    placeGroup[cell] = Math.floor(key / R);
    railGroup[cell] = (key % R) * HALF_HOURS + (Math.floor(key / R) % HALF_HOURS);
    numbers[key] = cell++;
  }
  for (let row = 0; row < cellOf.length; row++) cellOf[row] = numbers[cellOf[row]!]!;
  return { cells, placeGroup, railGroup, cellOf };
}
