import { learn, LEARNED_DAYS } from './baseline.ts';
import { countKinds, sliceCosts } from './cost.ts';
import { effectOf, monthOf, noteDay, toMonthEnd } from './effects.ts';
import { refill, type Day, type Scanner } from './scanner.ts';
import { weekOf } from './world.ts';

/** Days that the level looks back on, and after how many a day counts half. */
const LEVEL_DAYS = 21;
const HALF_LIFE = 5;
/** A day this far from the middle one says nothing of the level. */
const APART = 1.6;
/** Fewer days than this are no baseline. */
const LEAST_DAYS = 3;

const ratioOf = (day: Day, at: number) => (day.seen[at]! + 3) / (day.usual[at]! + 3);

function middle(days: Day[], at: number): number {
  const ratios = days.map((day) => ratioOf(day, at)).sort((a, b) => a - b);
  return ratios[ratios.length >> 1] ?? 1;
}

/** The decayed ratio of the last weeks, [campus × category]: days that stand apart are left out. */
export function levelAfter(days: Day[], size: number): Float64Array {
  const past = days.slice(-LEVEL_DAYS);
  return Float64Array.from({ length: size }, (_, at) => {
    const usual = middle(past, at);
    let [x, e] = [0, 0];
    for (const [index, day] of past.entries()) {
      const ratio = ratioOf(day, at);
      if (past.length >= 7 && (ratio > usual * APART || ratio < usual / APART)) continue;
      const weight = 0.5 ** ((past.length - index) / HALF_LIFE);
      x += weight * day.seen[at]!;
      e += weight * day.usual[at]!;
    }
    return (x + 15 * usual) / (e + 15);
  });
}

/** Relative variance of whole days around their level, by category, from the calmer four fifths of six weeks. */
function varianceOf(days: Day[], size: number, C: number): Float64Array {
  const recent = days.slice(-42);
  const levels = recent.map((_, index) =>
    levelAfter(days.slice(0, days.length - recent.length + index), size),
  );
  return Float64Array.from({ length: C }, (_, c) => {
    const squares = recent.slice(7).map((day, index) => {
      let [x, e] = [0, 0];
      for (let at = c; at < size; at += C) {
        x += day.seen[at]!;
        e += day.usual[at]! * levels[index + 7]![at]!;
      }
      return [(x - e) ** 2 - e, e * e] as const;
    });
    const calm = squares.sort((a, b) => a[0] - b[0]).slice(0, Math.ceil(squares.length * 0.8));
    const [extra, square] = calm.reduce(([one, two], it) => [one + it[0], two + it[1]], [0, 1]);
    return Math.min(1, Math.max(0.01, (1.5 * extra) / square));
  });
}

function learnWeek(scanner: Scanner, row: number, week: number): void {
  const { bins, world } = scanner;
  let from = 0;
  while (from < row && bins.date[from]! < week - LEARNED_DAYS) from++;
  if (from === row || week - bins.date[from]! < LEAST_DAYS) return;
  const baseline = learn(world, bins, scanner.grid, from, row);
  scanner.baseline = baseline;
  const sizes = countKinds(scanner.slices, baseline.leaves);
  scanner.costs = world.categories.map((category) => sliceCosts(scanner.slices, sizes, category));
  const size = scanner.level.length;
  scanner.days = Array.from({ length: baseline.days }, (_, day) => ({
    date: baseline.firstDay + day,
    seen: baseline.seen.slice(day * size, (day + 1) * size),
    usual: baseline.expected.slice(day * size, (day + 1) * size),
  }));
  scanner.dayVariance = varianceOf(scanner.days, size, world.categories.length);
}

/** The level of a date: that of the days before, times what the calendar is known to do to it. */
function setLevel(scanner: Scanner, date: number): void {
  const C = scanner.world.categories.length;
  scanner.level = levelAfter(scanner.days, scanner.level.length);
  for (let c = 0; c < C; c++) {
    const lift = effectOf(scanner.effects, c, monthOf(date))?.lifts[toMonthEnd(date)] ?? 1;
    scanner.lift[c] = lift;
    for (let at = c; at < scanner.level.length; at += C) scanner.level[at]! *= lift;
  }
}

function endDay({ days, effects, world }: Scanner, today: Day): void {
  const C = world.categories.length;
  const plain = levelAfter(days, today.seen.length);
  for (let c = 0; c < C; c++) {
    let [x, e] = [0, 0];
    for (let at = c; at < plain.length; at += C) {
      x += today.seen[at]!;
      e += today.usual[at]! * plain[at]!;
    }
    noteDay(effects, c, today.date, x, e);
  }
  days.push(today);
}

/**
 * Begins a local date at a row: closes the day before, learns anew where a week begins, and sets the level.
 * Gives whether a week began.
 */
export function startDay(scanner: Scanner, row: number): boolean {
  const date = scanner.bins.date[row]!;
  const before = scanner.today;
  const isWeek = before === undefined || weekOf(before.date) !== weekOf(date);
  if (before) endDay(scanner, before);
  if (isWeek) learnWeek(scanner, row, weekOf(date));
  setLevel(scanner, date);
  const size = scanner.level.length;
  scanner.today = { date, seen: new Float64Array(size), usual: new Float64Array(size) };
  if (isWeek && scanner.baseline) refill(scanner, row);
  return isWeek;
}
