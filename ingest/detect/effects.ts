import { daysInMonth, getDate, getMonth, getYear } from './dates.ts';

/** Failures seen and expected at level 1 on the last days of one month, [days to the month's end]. */
export interface MonthEnd {
  category: number;
  month: number;
  seen: number[];
  usual: number[];
}
export type Effects = MonthEnd[];

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
