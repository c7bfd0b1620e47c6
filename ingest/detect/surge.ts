import { surprise } from '../../stats/tails.ts';
import type { Blocks } from './blocks.ts';
import type { Scanner } from './scanner.ts';
import { HALF_HOURS } from './world.ts';

/** Of the days with attempts, this share is no busier than a busy one. */
const BUSY = 0.9;
/** So many times a busy day is a surge. */
const SURGE = 2;
/** Bins of a day: shorter windows may hold any crowd. */
const DAY = 288;
/** What the share of failures must show of itself before a surge counts: times what is usual, and nats. */
const LEAST = { ratio: 1.5, nats: 2.5 } as const;

/** Expected failures of a busy day of each group, [group × category]; 0 where there was no day with attempts. */
export function busyDays({ expected }: Pick<Blocks, 'expected'>, groups: number, C: number): Float64Array {
  const days = expected.length / groups / HALF_HOURS / C;
  const ofDay = (group: number, day: number, c: number) => {
    let sum = 0;
    for (let half = 0; half < HALF_HOURS; half++)
      sum += expected[((group * days + day) * HALF_HOURS + half) * C + c]!;
    return sum;
  };
  return Float64Array.from({ length: groups * C }, (_, at) => {
    const sums = Array.from({ length: days }, (_, day) => ofDay(Math.floor(at / C), day, at % C));
    const open = sums.filter((it) => it > 0).sort((a, b) => a - b);
    return open[Math.floor(open.length * BUSY)] ?? 0;
  });
}

/** What a slice had in a window: failures seen and usual, their spread, and the nats by which they are more. */
export interface Crowd {
  seen: number;
  usual: number;
  spread: number;
  nats: number;
}

/**
 * Nats by which the failures of a building in a day or more exceed those of a surge of attempts; none where there is no surge,
 * or a surge at the usual share of failures. Who is refused tries again, and a log of changes of state has a success
 * for each failure: where the share rises and the attempts with it, these are a part of the trouble, and no reason to
 * expect more of it.
 */
export function surgeNats(
  { baseline, world, placeOfSlice }: Scanner,
  slice: number,
  c: number,
  window: number,
  { seen, usual, spread, nats }: Crowd,
): number {
  const place = placeOfSlice[slice]!;
  if (place < 0 || baseline === undefined || window < DAY) return -Infinity;
  const busy = baseline.busy[place * world.categories.length + c]!;
  const most = Math.max(1, SURGE * busy) * (window / DAY);
  const isSurge = busy > 0 && usual > most && seen >= LEAST.ratio * usual && nats >= LEAST.nats;
  return isSurge ? surprise(seen, most, spread) : -Infinity;
}
