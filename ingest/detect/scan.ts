import { beginEffects, feedEffects, proveEffects } from './announce.ts';
import { bestLong, bestShort, type Alarm } from './evidence.ts';
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

/** Once an hour: takes in how each slice has stood to what was usual. */
function learnHabits({ habits, slices, rings, baseline, open, closed }: Scanner, bin: number): void {
  const hour = Math.floor(bin / 12) - 1;
  if (hour <= habits.hour || baseline === undefined) return;
  const explained = [...closed.slice(-60), ...open].filter((it) => !it.isAnnounced).map(({ c, scope, start, end }) => ({
    c, scope, from: Math.floor(start / 12), to: Math.floor((end - 1) / 12),
  })); // prettier-ignore
  takeHours(habits, slices, rings, baseline, explained, hour);
}

/** Raises what is above the threshold, the most surprising first. */
function search(scanner: Scanner, bin: number, to: number, touched: Set<number>, isHour: boolean): void {
  const C = scanner.world.categories.length;
  for (let round = 0; round < AT_ONCE; round++) {
    let [slice, c] = [-1, 0];
    let top: Alarm = { score: scanner.tuning.threshold, window: 0 };
    for (const index of touched) {
      const [one, category] = [Math.floor(index / C), index % C];
      const alarms = [bestShort(scanner, one, category, bin)];
      if (isHour) alarms.push(bestLong(scanner, one, category, bin));
      for (const alarm of alarms) if (alarm.score > top.score) [top, slice, c] = [alarm, one, category];
    }
    if (slice < 0) return;
    if (!raise(scanner, bin, to, slice, c, top)) touched.delete(slice * C + c);
    for (const incident of [...scanner.open])
      if (incident.c === c && scanner.open.includes(incident)) unite(scanner, incident);
  }
}

/**
 * Goes through the rows from `from` on in order of time, seeing nothing of what comes later.
 * Calls `onDay` at the first row of every local date, before that row is taken in; from a week's first a scan can go on.
 */
export function scan(
  scanner: Scanner,
  from: number,
  onDay: (scanner: Scanner, date: number, isWeek: boolean) => void,
): void {
  const { bins } = scanner;
  for (let row = from; row < bins.bin.length;) {
    const bin = bins.bin[row]!;
    let to = row;
    while (to < bins.bin.length && bins.bin[to] === bin) to++;
    if (scanner.today === undefined || bins.date[row]! > scanner.today.date) {
      const isWeek = startDay(scanner, row);
      settle(scanner, bin);
      if (scanner.baseline) beginEffects(scanner, bin, bins.date[row]!);
      onDay(scanner, bins.date[row]!, isWeek);
    }
    if (scanner.baseline) {
      learnHabits(scanner, bin);
      const touched = takeBin(scanner, row, to);
      follow(scanner, bin, row, to);
      proveEffects(scanner, bin);
      search(scanner, bin, to, touched, bin % 12 === 11);
    }
    row = to;
  }
}
