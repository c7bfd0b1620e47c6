import { learn, LEARNED_DAYS } from './baseline.ts';
import { countKinds, sliceCosts } from './cost.ts';
import { liftAt, liftsOn, type Day } from './effects.ts';
import { endDay as endHabits, relevel } from './habits.ts';
import { OCCASIONS } from './occasions.ts';
import { noteDay, noteOccurrences } from './occurrences.ts';
import { APART, middleRatio, ratioOf } from './ratios.ts';
import { refillTo, type Scanner } from './scanner.ts';
import { weekOf } from './world.ts';

/** Days that the level looks back on, and after how many a day counts half. */
const LEVEL_DAYS = 21;
const HALF_LIFE = 5;
/** Fewer days than this are no baseline. */
const LEAST_DAYS = 3;

/** The decayed ratio of the last weeks, [campus × category]: days that stand apart are left out. */
export function levelAfter(days: Day[], size: number): Float64Array {
  const past = days.slice(-LEVEL_DAYS);
  return Float64Array.from({ length: size }, (_, at) => {
    const usual = middleRatio(past, at);
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

function learnWeek(scanner: Scanner, row: number, week: number): void {
  const { bins, world } = scanner;
  let from = 0;
  while (from < row && bins.date[from]! < week - LEARNED_DAYS) from++;
  if (from === row || week - bins.date[from]! < LEAST_DAYS) return;
  const baseline = learn(world, bins, scanner.grid, from, row, scanner.scratch);
  scanner.baseline = baseline;
  const sizes = countKinds(scanner.slices, baseline.leaves);
  scanner.costs = world.categories.map((category) => sliceCosts(scanner.slices, sizes, category));
  const size = scanner.level.length;
  scanner.days = Array.from({ length: baseline.days }, (_, day) => ({
    date: baseline.firstDay + day,
    seen: baseline.seen.slice(day * size, (day + 1) * size),
    usual: baseline.expected.slice(day * size, (day + 1) * size),
  }));
  noteOccurrences(scanner.effects, world, scanner.days);
}

/** The level of a date: that of the days before, times what the calendar is known to do to it. */
function setLevel(scanner: Scanner, date: number): void {
  scanner.lifts = liftsOn(scanner.effects, scanner.world, date);
  scanner.level = levelAfter(scanner.days, scanner.level.length).map(
    (it, at) => it * liftAt(scanner.lifts, at),
  );
}

function endDay({ days, effects, world }: Scanner, today: Day): void {
  const plain = levelAfter(days, today.seen.length);
  for (const rule of OCCASIONS) noteDay(effects, world, rule, today, plain);
  days.push(today);
}

/** Days by which the model before a change and after it are compared. */
const COMPARED = 3;

/** What the model makes usual of the last days, without what the calendar does; [campus, then the whole × category]. */
function usualLately({ days, level, lifts, world }: Scanner): Float64Array {
  const C = world.categories.length;
  const sums = new Float64Array(level.length + C).fill(1e-6);
  for (const { usual } of days.slice(-COMPARED))
    for (let at = 0; at < level.length; at++) {
      const e = (usual[at]! * level[at]!) / liftAt(lifts, at);
      sums[at]! += e;
      sums[level.length + (at % C)]! += e;
    }
  return sums;
}

/**
 * Begins a local date at a row: closes the day before, learns anew where a week begins, and sets the level.
 * Gives whether a week began.
 */
export function startDay(scanner: Scanner, row: number): boolean {
  const [bin, date] = [scanner.bins.bin[row]!, scanner.bins.date[row]!];
  const before = scanner.today;
  const isWeek = before === undefined || weekOf(before.date) !== weekOf(date);
  if (before) endDay(scanner, before);
  endHabits(scanner.habits, scanner.slices, scanner.world.categories.length);
  const usual = usualLately(scanner);
  if (isWeek) learnWeek(scanner, row, weekOf(date));
  setLevel(scanner, date);
  const ratios = usualLately(scanner).map((it, at) => it / usual[at]!);
  relevel(scanner.habits, scanner.slices, scanner.world.campuses, ratios);
  const size = scanner.level.length;
  scanner.today = { date, seen: new Float64Array(size), usual: new Float64Array(size) };
  const { level, lifts, effects } = scanner;
  if (!isWeek) scanner.began?.since.push({ bin, level });
  else if (scanner.baseline) {
    scanner.began = { bin, level, lifts, effects: structuredClone(effects), since: [] };
    refillTo(scanner, row);
  }
  return isWeek;
}
