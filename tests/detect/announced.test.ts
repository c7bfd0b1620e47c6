import { describe, expect, it } from 'vitest';
import type { Bins } from '../../ingest/detect/bins.ts';
import { toMonthEnd } from '../../ingest/detect/occasions.ts';
import { scan } from '../../ingest/detect/scan.ts';
import { makeScanner } from '../../ingest/detect/scanner.ts';
import { makeSlices } from '../../ingest/detect/slices.ts';
import { summarise } from '../../ingest/detect/summary.ts';
import { effectRows, instant, recurrenceOf } from '../../ingest/detect/tell.ts';
import { makeWorld } from '../../ingest/detect/world.ts';
import { seeded } from '../ingest/support.ts';
import { leavesOf } from './leaves.ts';

const dateOf = (text: string) => Date.parse(text) / 86_400_000;
const CATEGORIES = ['balance', 'network'];
/** UTC, so that a bin lies on the date that its number says; nobody pays before 07:00 and after 21:00. */
const HOURS = Array.from({ length: 14 }, (_, at) => 7 + at);

type Lift = (date: number, campus: string, category: string) => number;
type Named = [campus: string, date: string, kind: string];

/** What is found in a log of two campuses, at 3 % failures of each category times a lift. */
function found(from: string, to: string, calendar: readonly Named[], lift: Lift) {
  const leaves = leavesOf(
    ['c1', 'c2'].flatMap((campus) =>
      ['alipay', 'wechat_pay'].map((channel) => [campus, 'b1', channel, `${channel} bank`, 'app'] as const),
    ) as never,
  );
  const days = calendar.map(([campus_id, date, kind]) => ({ campus_id, date: dateOf(date), kind }));
  const world = makeWorld(leaves, CATEGORIES, days, { c1: 'UTC', c2: 'UTC' });
  const random = seeded(4);
  const rows: number[][] = [];
  for (let date = dateOf(from); date <= dateOf(to); date++)
    for (const hour of HOURS)
      for (const [leaf, campus] of leaves.campus.entries()) {
        const counts = [0, ...CATEGORIES.map(() => 0)];
        for (let attempt = 0; attempt < 40; attempt++) {
          const category = CATEGORIES.findIndex((it) => random() < 0.03 * lift(date, campus, it));
          counts[category + 1]! += 1;
        }
        const bin = date * 288 + hour * 12 + (leaf % 12);
        for (const [at, count] of counts.entries())
          if (count > 0) rows.push([bin, leaf, at - 1, count, date, 2 * hour]);
      }
  rows.sort((a, b) => a[0]! - b[0]! || a[1]! - b[1]! || a[2]! - b[2]!);
  const column = <List>(list: { from(rows: number[]): List }, at: number) =>
    list.from(rows.map((row) => row[at]!));
  const bins: Bins = {
    bin: column(Int32Array, 0), leaf: column(Int32Array, 1), category: column(Int8Array, 2),
    settled: column(Int32Array, 3), date: column(Int32Array, 4), halfHour: column(Uint8Array, 5),
  }; // prettier-ignore
  const scanner = makeScanner(world, makeSlices(leaves), bins, { threshold: 10 });
  for (const day of scan(scanner, 0)) expect(day.date).toBeGreaterThan(0);
  const incidents = [...scanner.closed, ...scanner.open]
    .filter(({ raised }) => raised >= 0)
    .sort((a, b) => a.start - b.start)
    .map((incident) => {
      const summary = incident.summary ?? summarise(scanner, incident);
      return {
        category: CATEGORIES[incident.c], scope: incident.scope, from: instant(incident.start).slice(0, 10),
        to: instant(incident.end - 1).slice(0, 10), isAnnounced: incident.announced !== null,
        recurrence: recurrenceOf(scanner, incident, summary).recurrence,
      }; // prettier-ignore
    });
  return { incidents, effects: effectRows(scanner, bins.date.at(-1)!) };
}

describe('an announced incident', { timeout: 60_000 }, () => {
  it('of a month end is recurring when it is over, though nobody pays at night', () => {
    const { incidents, effects } = found('2026-01-01', '2026-05-10', [], (date, _, category) =>
      category === 'balance' && toMonthEnd(date) < 4 ? 4 : 1,
    );
    const announced = incidents.filter(({ isAnnounced }) => isAnnounced);
    expect(announced.map(({ from, recurrence }) => [from.slice(0, 7), recurrence])).toEqual([
      ['2026-03', 'recurring'],
      ['2026-04', 'recurring'],
    ]);
    expect(effects).toMatchObject([
      { campus_id: null, occasion: 'month_end', days: 4, state: 'recurring', next_from: '2026-05-28' },
    ]);
  });

  const allowances = ['01', '02', '03', '04', '05'].map((month): Named => [
    'c1',
    `2026-${month}-15`,
    'allowance',
  ]);
  const isBefore = (date: number) =>
    [1, 2, 3].some((days) => new Date((date + days) * 86_400_000).getUTCDate() === 15);

  it('of one campus leaves another’s trouble at the same time to be found', () => {
    const trouble = [dateOf('2026-04-12'), dateOf('2026-04-13')];
    const { incidents, effects } = found('2026-01-01', '2026-04-25', allowances, (date, campus, category) => {
      if (category !== 'balance') return 1;
      return campus === 'c1' ? (isBefore(date) ? 4 : 1) : trouble.includes(date) ? 4 : 1;
    });
    const april = incidents.filter(({ to }) => to >= '2026-04-01');
    expect(april).toContainEqual({
      category: 'balance', scope: { campus_id: 'c1' }, from: '2026-04-12', to: '2026-04-15',
      isAnnounced: true, recurrence: 'recurring',
    }); // prettier-ignore
    const others = april.filter(({ isAnnounced }) => !isAnnounced);
    expect(others).toMatchObject([{ category: 'balance', scope: { campus_id: 'c2' }, recurrence: 'none' }]);
    expect(effects).toMatchObject([
      { campus_id: 'c1', occasion: 'allowance', days: 3, next_from: '2026-05-12' },
    ]);
  });
});
