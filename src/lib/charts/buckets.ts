import type { Grain } from '../contracts/index.ts';

const DAY = 86_400_000;

/** A bucket's wall-clock time as if it were UTC: buckets are local already and are never re-interpreted. */
const wallClock = (bucket: string) => new Date(bucket.includes('T') ? `${bucket}:00Z` : `${bucket}T00:00Z`);

function next(time: Date, grain: Grain): Date {
  if (grain === 'month') return new Date(Date.UTC(time.getUTCFullYear(), time.getUTCMonth() + 1, 1));
  const step = { hour: DAY / 24, day: DAY, week: 7 * DAY }[grain];
  return new Date(time.getTime() + step);
}

/** Every bucket from the first to the last one given, so that a gap in the data is a gap in the picture. */
export function bucketAxis(buckets: readonly string[], grain: Grain): string[] {
  if (buckets.length === 0) return [];
  const sorted = [...buckets].sort();
  const last = wallClock(sorted.at(-1)!).getTime();
  const axis: string[] = [];
  for (let time = wallClock(sorted[0]!); time.getTime() <= last; time = next(time, grain))
    axis.push(time.toISOString().slice(0, grain === 'hour' ? 16 : 10));
  return axis;
}

/** The local dates that a bucket covers, both inclusive. */
export function bucketDates(bucket: string, grain: Grain): { from: string; to: string } {
  const date = (time: Date) => time.toISOString().slice(0, 10);
  const start = wallClock(bucket);
  return { from: date(start), to: date(new Date(next(start, grain).getTime() - 1)) };
}

/** Every how many hours an hourly axis has a tick, by its length; longer ones have theirs at midnight. */
const HOURS_APART: readonly { most: number; hours: number }[] = [
  { most: 24, hours: 3 },
  { most: 48, hours: 6 },
  { most: 96, hours: 12 },
];

/** Whether an axis tick belongs here: some hours of an hourly axis, Mondays of a long one, else every bucket. */
export function isTick(bucket: string, grain: Grain, length: number): boolean {
  if (grain === 'hour') {
    const apart = HOURS_APART.find(({ most }) => length <= most)?.hours ?? 24;
    if (Number(bucket.slice(11, 13)) % apart !== 0) return false;
    return length <= 14 * 24 || wallClock(bucket).getUTCDay() === 1;
  }
  if (grain === 'day' && length > 100) return bucket.endsWith('-01');
  if (grain === 'day' && length > 10) return wallClock(bucket).getUTCDay() === 1;
  return true;
}

/** A bucket in words for an axis (short: an hour from 0 to 23, midnight by its date) or a tooltip (with weekday and hour). */
export function bucketLabel(bucket: string, grain: Grain, locale: string, long = false): string {
  const time = wallClock(bucket);
  const words = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, { timeZone: 'UTC', ...options }).format(time);
  if (grain === 'month') return words({ year: 'numeric', month: long ? 'long' : 'short' });
  if (grain === 'hour' && !long && !bucket.endsWith('T00:00')) return String(Number(bucket.slice(11, 13)));
  const day = words({ month: locale === 'en' ? 'short' : 'long', day: 'numeric' });
  if (!long) return day;
  const withWeekday =
    locale === 'en' ? `${words({ weekday: 'short' })} ${day}` : `${day} ${words({ weekday: 'short' })}`;
  return grain === 'hour' ? `${withWeekday} ${bucket.slice(11)}` : withWeekday;
}

/** Whether a bucket lies on a Saturday or a Sunday; weeks and months do not. */
export function isWeekend(bucket: string, grain: Grain): boolean {
  if (grain === 'week' || grain === 'month') return false;
  return [0, 6].includes(wallClock(bucket).getUTCDay());
}

/** Payments stay pending for at most half an hour: a bucket that ends later than the data is not complete yet. */
const SETTLED_AFTER = 30 * 60_000;

/** The bucket that the data end in, if it is not complete; `through` is the end of the data on the local clock. */
export function incompleteBucket(
  buckets: readonly string[],
  grain: Grain,
  through: string | null,
): string | null {
  const last = [...buckets].sort().at(-1);
  if (last === undefined || through === null) return null;
  const end = next(wallClock(last), grain).getTime();
  return Date.parse(`${through.slice(0, 16).replace(' ', 'T')}:00Z`) < end - SETTLED_AFTER ? last : null;
}
