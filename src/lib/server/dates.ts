const DAY = 86_400_000;

const toDays = (date: string) => Date.parse(`${date}T00:00:00Z`) / DAY;
const fromDays = (days: number) => new Date(days * DAY).toISOString().slice(0, 10);

/** Local dates, both inclusive. */
export interface Window {
  from: string;
  to: string;
}

/** The window of the same length that ends the day before; null before year 1. */
export function windowBefore({ from, to }: Window): Window | null {
  const first = toDays(from);
  const length = toDays(to) - first + 1;
  return inCalendar(first - length, first - 1);
}

/** The same dates one year earlier; 29 February becomes 28 February. */
export function windowAYearBefore({ from, to }: Window): Window | null {
  return inCalendar(toDays(aYearBefore(from)), toDays(aYearBefore(to)));
}

/** The same days of an earlier month, the latest that keeps them apart; a day that it does not have becomes its last. */
export function windowOfSameDays({ from, to }: Window): Window | null {
  const between = monthOf(to) - monthOf(from);
  const months = between > 0 && monthsBefore(to, between) < toDays(from) ? between : between + 1;
  return inCalendar(monthsBefore(from, months), monthsBefore(to, months));
}

/** The window moved back by whole weeks, as few as keep it apart from itself: the same weekdays. */
export function windowOfWeekdays({ from, to }: Window): Window | null {
  const [first, last] = [toDays(from), toDays(to)];
  const days = Math.ceil((last - first + 1) / 7) * 7;
  return inCalendar(first - days, last - days);
}

/** Every date of a window. */
export function datesOf({ from, to }: Window): string[] {
  const first = toDays(from);
  return Array.from({ length: Math.max(0, toDays(to) - first + 1) }, (_, index) => fromDays(first + index));
}

const monthOf = (date: string) => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1;

function monthsBefore(date: string, months: number): number {
  const first = new Date(0);
  first.setUTCFullYear(0, monthOf(date) - months, 1);
  const last = new Date(first);
  last.setUTCMonth(first.getUTCMonth() + 1, 0);
  return first.getTime() / DAY + Math.min(Number(date.slice(8)), last.getUTCDate()) - 1;
}

function aYearBefore(date: string): string {
  const year = String(Number(date.slice(0, 4)) - 1).padStart(4, '0');
  return date.endsWith('-02-29') ? `${year}-02-28` : year + date.slice(4);
}

function inCalendar(first: number, last: number): Window | null {
  return first < toDays('0001-01-01') ? null : { from: fromDays(first), to: fromDays(last) };
}
