import { KINDS, type Slices } from './slices.ts';

/** Lengths of the trailing windows, in five-minute bins: 5 minutes to 2 hours. */
export const SHORT_WINDOWS = [1, 2, 3, 4, 6, 9, 12, 18, 24] as const;

/** Lengths of the long windows, in hours: up to 3 days. */
export const LONG_WINDOWS = [6, 12, 24, 48, 72] as const;

const SHORT = 32;
const LONG = 80;

/** Reads a slice's last bins or hours up to `now` into arrays; gives the failures seen. */
type Read = (slice: number, c: number, now: number, seen: Float64Array, usual: Float64Array) => number;

/** Failures seen and expected of every slice in the last hours: rings of five-minute bins and of hours. */
export interface Rings {
  categories: number;
  /** Adds what one leaf had in a bin. `usual` holds the expected failures by category. */
  add(bin: number, leaf: number, usual: Float64Array, seen: Float64Array): void;
  /** Fills both with what a slice had in the last bins or hours, the latest first, up to the length of the first; gives the failures seen. */
  readBins: Read;
  readHours: Read;
  /** Empties them. */
  clear(): void;
  seen(slice: number, c: number, bin: number): number;
  usual(slice: number, c: number, bin: number): number;
  /** Where the categories of a slice's hour begin in `hours`; -1 where it had no attempts in it. */
  findHour(slice: number, hour: number): number;
  hours: Record<'seen' | 'usual', Float32Array>;
  seenHour(slice: number, c: number, hour: number): number;
  usualHour(slice: number, c: number, hour: number): number;
}

/** Empty rings for the slices. */
export function makeRings(slices: Slices, C: number): Rings {
  const S = slices.scope.length;
  const K = KINDS.length;
  const [shortSeen, shortUsual] = [new Float32Array(S * SHORT * C), new Float32Array(S * SHORT * C)];
  const [longSeen, longUsual] = [new Float32Array(S * LONG * C), new Float32Array(S * LONG * C)];
  const [shortStamp, longStamp] = [new Int32Array(S * SHORT).fill(-1), new Int32Array(S * LONG).fill(-1)];
  const failed: number[] = [];
  const slot = (
    stamps: Int32Array,
    size: number,
    at: number,
    time: number,
    one: Float32Array,
    two: Float32Array,
  ) => {
    const index = at * size + (time % size);
    if (stamps[index] !== time) {
      stamps[index] = time;
      // A loop: of so few values it takes a third of what fill takes.
      for (let c = index * C; c < index * C + C; c++) one[c] = two[c] = 0;
    }
    return index * C;
  };
  const read =
    (stamps: Int32Array, size: number, values: Float32Array) => (slice: number, c: number, time: number) => {
      const index = slice * size + (time % size);
      return stamps[index] === time ? values[index * C + c]! : 0;
    };
  const reader =
    (stamps: Int32Array, size: number, seenOf: Float32Array, usualOf: Float32Array): Read =>
    (slice, c, now, seen, usual) => {
      let total = 0;
      for (let back = 0; back < seen.length; back++) {
        const time = now - back;
        const index = slice * size + (time % size);
        const isThere = stamps[index] === time;
        seen[back] = isThere ? seenOf[index * C + c]! : 0;
        usual[back] = isThere ? usualOf[index * C + c]! : 0;
        total += seen[back]!;
      }
      return total;
    };
  return {
    categories: C,
    readBins: reader(shortStamp, SHORT, shortSeen, shortUsual),
    readHours: reader(longStamp, LONG, longSeen, longUsual),
    add(bin, leaf, usual, seen) {
      const hour = Math.floor(bin / 12);
      failed.length = 0;
      for (let c = 0; c < C; c++) if (seen[c]! > 0) failed.push(c);
      for (let k = 0; k < K; k++) {
        const slice = slices.ofLeaf[leaf * K + k]!;
        if (slice < 0) continue;
        const short = slot(shortStamp, SHORT, slice, bin, shortSeen, shortUsual);
        const long = slot(longStamp, LONG, slice, hour, longSeen, longUsual);
        for (let c = 0; c < C; c++) {
          shortUsual[short + c]! += usual[c]!;
          longUsual[long + c]! += usual[c]!;
        }
        for (const c of failed) {
          shortSeen[short + c]! += seen[c]!;
          longSeen[long + c]! += seen[c]!;
        }
      }
    },
    clear() {
      for (const stamps of [shortStamp, longStamp]) stamps.fill(-1);
    },
    seen: read(shortStamp, SHORT, shortSeen),
    usual: read(shortStamp, SHORT, shortUsual),
    findHour(slice, hour) {
      const index = slice * LONG + (hour % LONG);
      return longStamp[index] === hour ? index * C : -1;
    },
    hours: { seen: longSeen, usual: longUsual },
    seenHour: read(longStamp, LONG, longSeen),
    usualHour: read(longStamp, LONG, longUsual),
  };
}
