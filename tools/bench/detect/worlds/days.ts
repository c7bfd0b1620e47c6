import { between, jitter, normal, seeded } from './random.ts';
import type { MonthEnd, WorldSpec } from './types.ts';

/** A local day of a world. */
export interface Day {
  index: number;
  date: string;
  weekday: number;
  kind: 'term' | 'holiday' | 'exam';
  daysToMonthEnd: number;
  dayOfMonth: number;
  /** Factor on the volume of the whole day. */
  volume: number;
  /** Factor on balance failures. */
  balance: number;
}

const LIFTED_DAYS = 6;

/** The local date so many days after another. */
export const dateAfter = (from: string, days: number): string =>
  new Date(Date.parse(`${from}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** How far balance failures rise by days to the month's end, 0 first. */
export function monthEndProfile({ seed, kind }: WorldSpec): number[] {
  const random = seeded(seed, 'month end');
  const lift = between(random, 3.4, 4.6);
  const isGradual = kind !== 'plain' && random() < 0.5;
  return Array.from({ length: LIFTED_DAYS }, (_, left) =>
    isGradual && left > 3 ? 1 + (lift - 1) * (left === 4 ? 0.8 : 0.5) : lift,
  );
}

/** The days of a world: holidays, exam weeks, month ends and the days after the allowance. */
export function daysOf(spec: WorldSpec): Day[] {
  const random = seeded(spec.seed, 'days');
  const profile = monthEndProfile(spec);
  const holidays = [between(random, 0.2, 0.4), between(random, 0.6, 0.85)].map((at) =>
    Math.round(at * spec.days),
  );
  const exam = Math.round(between(random, 0.45, 0.7) * spec.days);
  return Array.from({ length: spec.days }, (_, index) => {
    const date = dateAfter(spec.from, index);
    const [year, month, dayOfMonth] = date.split('-').map(Number) as [number, number, number];
    const daysToMonthEnd = new Date(Date.UTC(year, month, 0)).getUTCDate() - dayOfMonth;
    const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
    const isHoliday = holidays.some((first) => index >= first && index < first + 3);
    const isExam = spec.kind === 'exams' && index >= exam && index < exam + 14;
    const kind = isHoliday ? 'holiday' : isExam ? 'exam' : 'term';
    const share = kind === 'holiday' ? 0.4 : weekday % 6 === 0 ? 0.85 : 1;
    return {
      index,
      date,
      weekday,
      kind,
      daysToMonthEnd,
      dayOfMonth,
      volume: share * jitter(random, 0.05) * (1 + 0.02 * normal(random)),
      balance: profile[daysToMonthEnd] ?? (dayOfMonth <= 2 ? 0.7 : 1),
    };
  });
}

/** The month ends that a world holds, whole or in part. */
export function monthEndsOf(spec: WorldSpec, days: readonly Day[]): MonthEnd[] {
  const profile = monthEndProfile(spec);
  const lifted = days.filter(({ daysToMonthEnd }) => daysToMonthEnd < LIFTED_DAYS);
  return [...new Set(lifted.map(({ date }) => date.slice(0, 7)))].map((month) => {
    const dates = lifted.filter(({ date }) => date.startsWith(month)).map(({ date }) => date);
    return {
      month,
      started_at: `${dates[0]!}T00:00:00+08:00`,
      ended_at: `${dateAfter(dates.at(-1)!, 1)}T00:00:00+08:00`,
      lift: profile.reduce((sum, it) => sum + it, 0) / profile.length,
      lift_by_days_to_month_end: profile,
    };
  });
}
