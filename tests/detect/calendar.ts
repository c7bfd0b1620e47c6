import type { Day, Effects } from '../../ingest/detect/effects.ts';
import { noteDay } from '../../ingest/detect/occurrences.ts';
import { OCCASIONS, toMonthEnd } from '../../ingest/detect/occasions.ts';
import { isoDate } from '../../ingest/detect/dates.ts';
import { makeWorld, type CalendarDay, type World } from '../../ingest/detect/world.ts';
import { leavesOf } from './leaves.ts';

/** Days since 1970 of a date. */
export const dateOf = (text: string) => Date.parse(text) / 86_400_000;

/** Two campuses and two categories, with a calendar of single days. */
export function worldOf(calendar: [campus: string, date: string, kind: string][] = []): World {
  const leaves = leavesOf([
    ['c1', 'b1', 'alipay', 'ICBC', 'app'],
    ['c2', 'b1', 'alipay', 'ICBC', 'app'],
  ]);
  const days = calendar.map(([campus_id, date, kind]): CalendarDay => ({
    campus_id,
    date: dateOf(date),
    kind,
  }));
  return makeWorld(leaves, ['balance', 'network'], days, { c1: 'Asia/Shanghai', c2: 'Asia/Shanghai' });
}

/** Days of 100 usual failures of each campus and category, times what `lift` says. */
export function daysOf(
  from: string,
  to: string,
  lift: (date: number, campus: number, c: number) => number,
): Day[] {
  const days: Day[] = [];
  for (let date = dateOf(from); date <= dateOf(to); date++)
    days.push({
      date,
      seen: Float64Array.from([0, 1, 2, 3], (at) => 100 * lift(date, at >> 1, at % 2)),
      usual: new Float64Array(4).fill(100),
    });
  return days;
}

const PLAIN = new Float64Array(4).fill(1);

/** What is noted of days as each of them ends. */
export function notedOf(world: World, days: readonly Day[], effects: Effects = []): Effects {
  for (const day of days) for (const rule of OCCASIONS) noteDay(effects, world, rule, day, PLAIN);
  return effects;
}

/** The last `days` of these months, times a lift in the first category. */
export const monthEnds = (lifts: Record<string, number>, days = 6) =>
  Object.entries(lifts).flatMap(([month, lift]) => {
    const [year, number] = month.split('-').map(Number) as [number, number];
    const last = isoDate(Date.UTC(year, number, 0) / 86_400_000);
    return daysOf(`${month}-01`, last, (date, _, c) => (c === 0 && toMonthEnd(date) < days ? lift : 1));
  });
