import { AFTER_ALLOWANCE, ALLOWANCE_DAY, MONTH_END_LIFT } from './world.ts';
import type { DayKind } from './types.ts';

/** Days are counted from 1970-01-01 (day 0), without any time zone. */
const MS_PER_DAY = 86_400_000;

/** The day number of a date `YYYY-MM-DD`. Throws a RangeError for anything else, 30 February included. */
export function dayNumber(date: string): number {
  const ms = /^\d{4}-\d\d-\d\d$/.test(date) ? Date.parse(`${date}T00:00:00Z`) : NaN;
  if (Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 10) !== date)
    throw new RangeError(`not a date (YYYY-MM-DD): ${date}`);
  return ms / MS_PER_DAY;
}

/** The date `YYYY-MM-DD` of a day number. */
export const dateOf = (day: number): string => new Date(day * MS_PER_DAY).toISOString().slice(0, 10);

/** 0 = Monday … 6 = Sunday. */
export const weekday = (day: number): number => (((day + 3) % 7) + 7) % 7;

/** The number of the week (Monday to Sunday) that holds a day. */
export const weekNumber = (day: number): number => Math.floor((day + 3) / 7);

/** Days from this day to the last day of its month: 0 on the last. */
export function daysToMonthEnd(day: number): number {
  const date = new Date(day * MS_PER_DAY);
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0));
  return last.getUTCDate() - date.getUTCDate();
}

/** Factor on balance failures that the days after the allowance bring; 1 on other days. */
export const afterAllowance = (day: number): number =>
  AFTER_ALLOWANCE[new Date(day * MS_PER_DAY).getUTCDate() - ALLOWANCE_DAY] ?? 1;

/** Factor on balance failures that the month's end brings; 1 on other days. */
export const monthEndLift = (day: number): number => MONTH_END_LIFT[daysToMonthEnd(day)] ?? 1;

export const isAllowanceDay = (day: number): boolean =>
  new Date(day * MS_PER_DAY).getUTCDate() === ALLOWANCE_DAY;

/** Public holidays at fixed dates: first and last, `MM-DD`. Qingming moves by a day in some years; that is ignored. */
const FIXED: readonly (readonly [string, string, string])[] = [
  ['01-01', '01-01', '元旦'],
  ['04-04', '04-06', '清明节'],
  ['05-01', '05-05', '劳动节'],
  ['10-01', '10-07', '国庆节'],
];

/** Public holidays by the Chinese calendar, three days each: month/day. */
const LUNAR: Record<string, string> = { '5/5': '端午节', '8/15': '中秋节' };

/** Summer vacation, `MM-DD`; winter vacation in days before and after the Spring Festival; exam days before both. */
const SUMMER = ['07-06', '08-30'] as const;
const WINTER = { before: 28, after: 11 } as const;
const EXAM_DAYS = 14;

const lunarFormat = new Intl.DateTimeFormat('en-u-ca-chinese', {
  month: 'numeric',
  day: 'numeric',
  timeZone: 'UTC',
});
const lunarDate = (day: number): string => lunarFormat.format(day * MS_PER_DAY);

/** Day number of the Spring Festival of a year, by the Chinese calendar of ICU. */
function springFestival(year: number): number {
  const first = dayNumber(`${year}-01-20`);
  for (let day = first; day < first + 35; day++) if (lunarDate(day) === '1/1') return day;
  throw new RangeError(`no Spring Festival in ${year}`);
}
const festivals = new Map<number, number>();

export interface CalendarDay {
  day: number;
  kind: DayKind;
  /** A holiday outside the term: most people are away. */
  vacation: boolean;
  weekend: boolean;
  note: string;
}

/** What kind of day it is at a Chinese university. */
export function calendarDay(day: number): CalendarDay {
  const date = dateOf(day);
  const year = Number(date.slice(0, 4));
  const monthDay = date.slice(5);
  const festival = festivals.get(year) ?? springFestival(year);
  festivals.set(year, festival);
  const is = (kind: DayKind, note: string, vacation = false): CalendarDay => ({
    day,
    kind,
    vacation,
    weekend: weekday(day) >= 5,
    note,
  });
  if (day >= festival - WINTER.before && day <= festival + WINTER.after) return is('holiday', '寒假', true);
  if (monthDay >= SUMMER[0] && monthDay <= SUMMER[1]) return is('holiday', '暑假', true);
  const fixed = FIXED.find(([first, last]) => monthDay >= first && monthDay <= last);
  if (fixed) return is('holiday', fixed[2]);
  for (const back of [0, 1, 2]) {
    const lunar = LUNAR[lunarDate(day - back)];
    if (lunar) return is('holiday', lunar);
  }
  const summer = dayNumber(`${year}-${SUMMER[0]}`);
  const untilVacation = Math.min(
    ...[festival - WINTER.before - day, summer - day].filter((left) => left > 0),
  );
  if (untilVacation <= EXAM_DAYS) return is('exam', '考试周');
  return is('term', monthDay < SUMMER[0] && monthDay > '02' ? '春季学期' : '秋季学期');
}
