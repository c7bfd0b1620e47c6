import { beginEffects, feedEffects, lengthenEffects, proveEffects } from './announce.ts';
import { bestLong, bestShort, NONE, type Alarm } from './evidence.ts';
import { takeHours } from './habits.ts';
import { follow, settle } from './follow.ts';
import { startDay } from './levels.ts';
import { raise } from './raise.ts';
import { eachSlice, takeLeaf, type Scanner } from './scanner.ts';
import { unite } from './scopes.ts';

/** Incidents that one bin may raise. */
const AT_ONCE = 4;

/** Takes in a bin's rows; gives the slice-and-category pairs that had a failure. */
function takeBin(scanner: Scanner, from: number, to: number): Set<number> {
  const { world, today, seen, usual, level, bins } = scanner;
  const C = world.categories.length;
  const touched = new Set<number>();
  for (let row = from; row < to;) {
    const [leaf, first] = [bins.leaf[row]!, row];
    row = takeLeaf(scanner, row, to);
    let n = 0;
    for (let at = first; at < row; at++) n += bins.settled[at]!;
    feedEffects(scanner, leaf, n);
    const campus = world.campusOf[leaf]! * C;
    for (let c = 0; c < C; c++) {
      today!.seen[campus + c]! += seen[c]!;
      today!.usual[campus + c]! += usual[c]! / level[campus + c]!;
      if (seen[c]! > 0) eachSlice(scanner, leaf, (slice) => touched.add(slice * C + c));
    }
  }
  return touched;
}

/**
 * Once an hour, at the first bin after it: takes in how each slice has stood to what was usual, and gives the
 * slice-and-category pairs that failed in the hour.
 */
function endHour({ habits, slices, rings, baseline, open, closed }: Scanner, bin: number): Set<number> {
  const failed = new Set<number>();
  const hour = Math.floor(bin / 12) - 1;
  if (hour <= habits.hour || baseline === undefined) return failed;
  const last = Math.max(habits.hour + 1, hour - 1);
  const explained = [...closed.slice(-60), ...open].filter((it) => it.announced === null).map(({ c, scope, start, end }) => ({
    c, scope, from: Math.floor(start / 12), to: Math.floor((end - 1) / 12),
  })); // prettier-ignore
  takeHours(habits, slices, rings, baseline, explained, hour);
  const C = rings.categories;
  for (let slice = 0; slice < slices.scope.length; slice++)
    for (let at = last; at <= hour; at++) {
      const first = rings.findHour(slice, at);
      if (first < 0) continue;
      for (let c = 0; c < C; c++) if (rings.hours.seen[first + c]! > 0) failed.add(slice * C + c);
    }
  return failed;
}

/** The most surprising alarm of the bin's slices, and of those that failed in the hour that has just ended. */
function mostSurprising(
  scanner: Scanner,
  bin: number,
  touched: Set<number>,
  failed: Set<number>,
): [slice: number, c: number, alarm: Alarm] {
  const C = scanner.world.categories.length;
  const most: [number, number, Alarm] = [-1, 0, { ...NONE, score: scanner.tuning.threshold }];
  const take = (pairs: Set<number>, best: typeof bestShort, at: number) => {
    for (const pair of pairs) {
      const [slice, c] = [Math.floor(pair / C), pair % C];
      const alarm = best(scanner, slice, c, at);
      if (alarm.score > most[2].score) most.splice(0, 3, slice, c, alarm);
    }
  };
  take(touched, bestShort, bin);
  take(failed, bestLong, bin - (bin % 12) - 1);
  return most;
}

/** Raises what is above the threshold, the most surprising first. */
function search(scanner: Scanner, bin: number, to: number, touched: Set<number>, failed: Set<number>): void {
  const C = scanner.world.categories.length;
  for (let round = 0; round < AT_ONCE; round++) {
    const [slice, c, alarm] = mostSurprising(scanner, bin, touched, failed);
    if (slice < 0) return;
    if (!raise(scanner, bin, to, slice, c, alarm))
      for (const pairs of [touched, failed]) pairs.delete(slice * C + c);
    for (const incident of [...scanner.open])
      if (incident.c === c && scanner.open.includes(incident)) unite(scanner, incident);
  }
}

/** A local date that begins, with its first bin. */
export interface StartedDay {
  date: number;
  bin: number;
  isWeek: boolean;
}

/**
 * Goes through the rows from `from` on in order of time, seeing nothing of what comes later.
 * Gives every local date at its first row, before that row is taken in; from there a scan can go on.
 */
export function* scan(scanner: Scanner, from: number): Generator<StartedDay> {
  const { bins } = scanner;
  for (let row = from; row < bins.bin.length;) {
    const bin = bins.bin[row]!;
    let to = row;
    while (to < bins.bin.length && bins.bin[to] === bin) to++;
    if (scanner.today === undefined || bins.date[row]! > scanner.today.date) {
      const isWeek = startDay(scanner, row);
      settle(scanner, bin);
      if (scanner.baseline) beginEffects(scanner, bin, bins.date[row]!);
      yield { date: bins.date[row]!, bin, isWeek };
    }
    if (scanner.baseline) {
      const hour = scanner.habits.hour;
      const failed = endHour(scanner, bin);
      if (scanner.habits.hour > hour) proveEffects(scanner, bin);
      const touched = takeBin(scanner, row, to);
      follow(scanner, bin, row, to);
      lengthenEffects(scanner, bin);
      search(scanner, bin, to, touched, failed);
    }
    row = to;
  }
}
