import { daysInMonth, getDate, getMonth, getYear } from './dates.ts';
import type { World } from './world.ts';

/** Where a date lies in an occasion: which occurrence of it (later ones have larger numbers), and which day, from 0. */
export interface Position {
  number: number;
  at: number;
}

/** A part of the calendar that may have an effect of its own. */
export interface Rule {
  /** As it is called wherever it is stored or said. */
  name: 'month_end' | 'allowance' | 'month_start' | 'exam';
  /** Days that it reaches at most, each with a lift of its own. */
  reach: number;
  /** Days that it must lift in a row, from day 0 on. */
  least: number;
  /** Whether its days are counted backwards, from what it ends with. */
  isCountdown: boolean;
  /** Where a local date (days since 1970) of a campus lies in it. */
  position(world: World, campus: number, date: number): Position | undefined;
}

/** Days to the month's end of a local date. */
export const toMonthEnd = (date: number): number => daysInMonth(date) - getDate(date);

/** Months since year 0. */
export const monthOf = (date: number): number => getYear(date) * 12 + getMonth(date);

/** Days before a month's end that may have an effect of their own. */
export const REACH = 10;

/** Whether a date is one of the last of its month. */
export const isMonthEnd = (date: number): boolean => toMonthEnd(date) < REACH;

/** Days between exams that are part of them: a weekend. */
const PAUSE = 2;

/** The first day of the exams that a campus has on a date; undefined where it has none. */
function examsOf({ isNamed }: World, campus: number, date: number): number | undefined {
  const has = (from: number, to: number) => {
    for (let day = from; day <= to; day++) if (isNamed('exam', campus, day)) return true;
    return false;
  };
  const isIn = (day: number) => has(day, day) || (has(day - PAUSE, day - 1) && has(day + 1, day + PAUSE));
  if (!isIn(date)) return undefined;
  let first = date;
  while (isIn(first - 1)) first--;
  return first;
}

/** The days before an allowance that the calendar names, but for those that belong to a month's end. */
function beforeAllowance(world: World, campus: number, date: number): Position | undefined {
  const ahead = world.daysToAllowance(campus, date);
  return isMonthEnd(date) || ahead === null || ahead === 0
    ? undefined
    : { number: date + ahead, at: ahead - 1 };
}

/**
 * The occasions, in the order in which they are learned: each on what those before it leave. What money does is of one of them only,
 * so that an allowance at the beginning of each month is no second name for its end.
 */
export const OCCASIONS: readonly Rule[] = [
  {
    name: 'month_end', reach: REACH, least: 2, isCountdown: true,
    position: (_, __, date) => (isMonthEnd(date) ? { number: monthOf(date), at: toMonthEnd(date) } : undefined),
  },
  {
    name: 'allowance', reach: 7, least: 1, isCountdown: true, position: beforeAllowance,
  },
  {
    name: 'month_start', reach: 5, least: 1, isCountdown: false,
    position(world, campus, date) {
      const isOther = getDate(date) > 5 || beforeAllowance(world, campus, date) !== undefined;
      return isOther ? undefined : { number: monthOf(date), at: getDate(date) - 1 };
    },
  },
  {
    name: 'exam', reach: 1, least: 1, isCountdown: false,
    position(world, campus, date) {
      const number = examsOf(world, campus, date);
      return number === undefined ? undefined : { number, at: 0 };
    },
  },
]; // prettier-ignore

export type Occasion = Rule['name'];

/** The rule of an occasion. */
export const ruleOf = (occasion: Occasion): Rule => OCCASIONS.find(({ name }) => name === occasion)!;

/** The occurrences of an occasion that a date lies in, with the campuses that have it and the day that it is in them. */
export function occurrencesOn(
  world: World,
  rule: Rule,
  date: number,
): Map<number, { campus: number; at: number }[]> {
  const found = new Map<number, { campus: number; at: number }[]>();
  for (const campus of world.campuses.keys()) {
    const position = rule.position(world, campus, date);
    if (position === undefined) continue;
    const { number, at } = position;
    found.set(number, [...(found.get(number) ?? []), { campus, at }]);
  }
  return found;
}

/** Days that are searched for the next occurrence, and that one may last. */
const AHEAD = 400;
const LASTS = 40;

/** First and last local date of the first occurrence that begins after a date, of days 0 to `last`; undefined where none is known. */
export function nextOf(world: World, rule: Rule, after: number, last: number): [number, number] | undefined {
  const isIn = (date: number, number: number) =>
    (occurrencesOn(world, rule, date).get(number) ?? []).some(({ at }) => at <= last);
  for (let date = after + 1; date <= after + AHEAD; date++)
    for (const number of occurrencesOn(world, rule, date).keys()) {
      const dates = Array.from({ length: 2 * LASTS }, (_, day) => date - LASTS + day).filter((it) =>
        isIn(it, number),
      );
      if (dates[0] === date) return [date, dates.at(-1)!];
    }
  return undefined;
}
