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
  /** The kind of day in the operator's calendar that it hangs on; null for one that every campus has. */
  kind: 'allowance' | 'exam' | null;
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
  const away = (day: number, step: number) => {
    for (let days = 0; days <= PAUSE; days++) if (isNamed('exam', campus, day + days * step)) return days;
    return Infinity;
  };
  const isIn = (day: number) => away(day, -1) + away(day, 1) <= PAUSE + 1;
  if (!isIn(date)) return undefined;
  let first = date;
  while (isIn(first - 1)) first--;
  return first;
}

/** The days before an allowance that the calendar names, but for those that belong to a month's end or beginning. */
function beforeAllowance(world: World, campus: number, date: number): Position | undefined {
  const ahead = world.daysToAllowance(campus, date);
  return isMonthEnd(date) || getDate(date) <= 5 || ahead === null || ahead === 0
    ? undefined
    : { number: date + ahead, at: ahead - 1 };
}

/**
 * The occasions, in the order in which they are learned: each on what those before it leave. What money does is of one of them only,
 * so that an allowance at the beginning of each month is no second name for its end.
 */
export const OCCASIONS: readonly Rule[] = [
  {
    name: 'month_end', kind: null, reach: REACH, least: 2, isCountdown: true,
    position: (_, __, date) => (isMonthEnd(date) ? { number: monthOf(date), at: toMonthEnd(date) } : undefined),
  },
  {
    name: 'allowance', kind: 'allowance', reach: 7, least: 1, isCountdown: true, position: beforeAllowance,
  },
  {
    name: 'month_start', kind: null, reach: 5, least: 1, isCountdown: false,
    position: (_, __, date) => (getDate(date) > 5 ? undefined : { number: monthOf(date), at: getDate(date) - 1 }),
  },
  {
    name: 'exam', kind: 'exam', reach: 1, least: 1, isCountdown: false,
    position(world, campus, date) {
      const number = examsOf(world, campus, date);
      return number === undefined ? undefined : { number, at: 0 };
    },
  },
]; // prettier-ignore

export type Occasion = Rule['name'];

/** The rule of an occasion. */
export const ruleOf = (occasion: Occasion): Rule => OCCASIONS.find(({ name }) => name === occasion)!;

/** What stands for all campuses where an occurrence is of all of them at once. */
export const EVERYWHERE = -1;

/** One occurrence of an occasion on a date: where it is (a campus, or EVERYWHERE), and the day of it. */
export interface Happening extends Position {
  where: number;
  campuses: readonly number[];
}

/**
 * The occurrences of an occasion that a date lies in: one of all campuses where the calendar is the same for all of them, else each
 * campus's own, so that none is lifted by what another has.
 */
export function occurrencesOn(world: World, { kind, position }: Rule, date: number): Happening[] {
  const campuses = [...world.campuses.keys()];
  if (kind === null || world.isAlike[kind]) {
    const found = campuses.length > 0 ? position(world, 0, date) : undefined;
    return found === undefined ? [] : [{ ...found, where: EVERYWHERE, campuses }];
  }
  return campuses.flatMap((campus) => {
    const found = position(world, campus, date);
    return found === undefined ? [] : [{ ...found, where: campus, campuses: [campus] }];
  });
}

/** Where an occasion has occurrences of its own. */
export const placesOf = (world: World, { kind }: Rule): number[] =>
  kind === null || world.isAlike[kind] ? [EVERYWHERE] : [...world.campuses.keys()];

/** Days that are searched for the next occurrence, and that one may last. */
const AHEAD = 400;
const LASTS = 100;

/** First and last local date of the first occurrence there that begins after a date, of days 0 to `last`; undefined where none is known. */
export function nextOf(
  world: World,
  rule: Rule,
  where: number,
  after: number,
  last: number,
): [number, number] | undefined {
  const on = (date: number) =>
    occurrencesOn(world, rule, date).find((it) => it.where === where && it.at <= last);
  for (let date = after + 1; date <= after + AHEAD; date++) {
    const found = on(date);
    if (found === undefined) continue;
    const dates = Array.from({ length: 2 * LASTS }, (_, day) => date - LASTS + day);
    const during = dates.filter((it) => on(it)?.number === found.number);
    if (during[0] === date) return [date, during.at(-1)!];
  }
  return undefined;
}
