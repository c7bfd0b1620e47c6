import { daysInMonth, getDate, getMonth, getYear } from './dates.ts';

/** Failures seen and expected at level 1 on the last days of one month, [days to the month's end]. */
export interface MonthEnd {
  category: number;
  month: number;
  seen: number[];
  usual: number[];
}
export type Effects = MonthEnd[];

/** One local day of every campus: failures seen, and expected at level 1, [campus × category]. */
export interface Day {
  date: number;
  seen: Float64Array;
  usual: Float64Array;
}

/** Days before a month's end that may have an effect of their own. */
export const REACH = 10;
/** From this ratio on it is an effect. */
const LIFT = 1.3;
/** Months from which an effect is expected again, and from which it is called recurring. */
export const EMERGING = 2;
export const RECURRING = 3;

/** Days to the month's end of a local date (days since 1970). */
export const toMonthEnd = (date: number): number => daysInMonth(date) - getDate(date);

/** Months since year 0. */
export const monthOf = (date: number): number => getYear(date) * 12 + getMonth(date);

/** Notes a day near a month's end. */
export function noteDay(effects: Effects, category: number, date: number, seen: number, usual: number): void {
  const left = toMonthEnd(date);
  if (left >= REACH) return;
  let month = effects.find((it) => it.category === category && it.month === monthOf(date));
  if (month === undefined) {
    month = {
      category,
      month: monthOf(date),
      seen: Array(REACH).fill(0) as number[],
      usual: Array(REACH).fill(0) as number[],
    };
    effects.push(month);
  }
  month.seen[left]! += seen;
  month.usual[left]! += usual;
}

/** Days to either side of those near a month's end that say what is usual there, and the first of a month that do not. */
const BESIDE = 10;
const FIRST_OF_MONTH = 2;
const LEAST_BESIDE = 3;
/** A day this far from the middle one beside a month's end says nothing of what is usual. */
const APART = 1.6;

/** What is usual between the days to either side: the ratio of seen to usual of those that do not stand apart, at one place. */
function levelBeside(days: readonly Day[], at: number): number {
  const ratioOf = ({ seen, usual }: Day) => (seen[at]! + 3) / (usual[at]! + 3);
  const middle = days.map(ratioOf).sort((a, b) => a - b)[days.length >> 1]!;
  const calm = days.filter((day) => ratioOf(day) < middle * APART && ratioOf(day) > middle / APART);
  return (sum(calm.map(({ seen }) => seen[at]!)) + 3) / (sum(calm.map(({ usual }) => usual[at]!)) + 3);
}

/** Notes the month ends that lie well within the days anew, measured by the days to both sides of them. */
export function noteMonths(effects: Effects, days: readonly Day[], C: number): void {
  const has = (from: number, to: number) => days.filter(({ date }) => date >= from && date <= to);
  for (const { date: end } of days.filter(({ date }) => toMonthEnd(date) === 0)) {
    const before = has(end - REACH - BESIDE + 1, end - REACH);
    const after = has(end + 1 + FIRST_OF_MONTH, end + FIRST_OF_MONTH + BESIDE);
    const near = has(end - REACH + 1, end);
    if (Math.min(before.length, after.length) < LEAST_BESIDE || near.length < REACH) continue;
    const levels = near[0]!.seen.map((_, at) => levelBeside([...before, ...after], at));
    for (let c = 0; c < C; c++) {
      const at = effects.findIndex((it) => it.category === c && it.month === monthOf(end));
      if (at >= 0) effects.splice(at, 1);
      for (const { date, seen, usual } of near) {
        let [x, e] = [0, 0];
        for (let it = c; it < seen.length; it += C) {
          x += seen[it]!;
          e += usual[it]! * levels[it]!;
        }
        noteDay(effects, c, date, x, e);
      }
    }
  }
}

/** What several month ends have in common: it begins `first` days before the end; `lifts` by days to the end. */
export interface Effect {
  category: number;
  first: number;
  lifts: number[];
  lift: number;
  low: number;
  high: number;
  months: number;
}

/** What the calendar is known to do to the failures of a date, by category. */
export const liftsOf = (effects: Effects, date: number, C: number): Float64Array =>
  Float64Array.from(
    { length: C },
    (_, c) => effectOf(effects, c, monthOf(date))?.lifts[toMonthEnd(date)] ?? 1,
  );

const sum = (values: number[]) => values.reduce((total, it) => total + it, 0);

/**
 * The effect that a category's month ends before `month` have in common; undefined where there is none, or where
 * fewer than `least` months show it. Its interval is that of the months' mean log lift (±1.96 standard errors),
 * no narrower than counting allows.
 */
export function effectOf(
  effects: Effects,
  category: number,
  month: number,
  least = EMERGING,
): Effect | undefined {
  const past = effects.filter((it) => it.category === category && it.month < month && sum(it.usual) > 0);
  const isLifted = (left: number) => {
    const shown = past.filter(
      (it) =>
        it.seen[left]! > LIFT * it.usual[left]! &&
        it.seen[left]! > it.usual[left]! + 3 * Math.sqrt(it.usual[left]!),
    );
    return shown.length >= least && shown.length > past.length / 2;
  };
  let first = -1;
  while (first + 1 < REACH && isLifted(first + 1)) first++;
  if (first < 1) return undefined;
  const run = (values: number[]) => sum(values.slice(0, first + 1));
  const shown = past.filter((it) => run(it.seen) > LIFT * run(it.usual));
  const [seen, usual] = [sum(shown.map((it) => run(it.seen))), sum(shown.map((it) => run(it.usual)))];
  const logs = shown.map((it) => Math.log(run(it.seen) / run(it.usual)));
  const mean = sum(logs) / logs.length;
  const variance = sum(logs.map((it) => (it - mean) ** 2)) / Math.max(1, logs.length - 1);
  const error = 1.96 * Math.sqrt(Math.max(variance / logs.length, 1 / seen));
  const lift = seen / usual;
  const lifts = Array.from({ length: first + 1 }, (_, left) => {
    const [x, e] = [sum(shown.map((it) => it.seen[left]!)), sum(shown.map((it) => it.usual[left]!))];
    return (x + 20 * lift) / (e + 20);
  });
  return {
    category,
    first,
    lifts,
    lift,
    low: lift * Math.exp(-error),
    high: lift * Math.exp(error),
    months: shown.length,
  };
}
