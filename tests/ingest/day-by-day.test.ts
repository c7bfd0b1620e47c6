import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { expect, it } from 'vitest';
import { simulate } from '../../src/simulate/index.ts';
import { csvOf, workspace, type Row, type Workspace } from './support.ts';

type Attempt = Record<string, string>;

const dateOf = (it: Attempt) => it['attempted_at']!.slice(0, 10);

/** What the detection writes; the history tells of loads, and so depends on them. */
const TABLES = [
  'mart_baseline_place',
  'mart_baseline_rail',
  'mart_incidents',
  'mart_incident_drivers',
  'mart_calendar_effects',
  'mart_thresholds',
  'mart_baseline_day',
  'mart_expected',
];

const detected = async ({ ask }: Workspace): Promise<Record<string, Row[]>> =>
  Object.fromEntries(
    await Promise.all(TABLES.map(async (table) => [table, await ask(`FROM ${table} ORDER BY ALL`)] as const)),
  );

it(
  'incidents are the same from one load, and day by day over a Monday with late rows',
  { timeout: 180_000 },
  async () => {
    const whole = workspace();
    const out = join(whole.dir, 'log');
    await simulate({ out, days: 22, attemptsPerDay: 700, campuses: 1, from: '2026-03-06', seed: 3 });
    const plain = parse(await readFile(join(out, 'attempts.csv')), { columns: true }) as Attempt[];
    const dates = [...new Set(plain.map(dateOf))].sort();
    const buildings = [...new Set(plain.map((it) => it['building_id']!))].sort();
    // On the last days a building appears, and one is paid in by a way that only others knew: numbers shift by both.
    const log = plain.map((it, at) => {
      const isLate = dateOf(it) >= dates.at(-2)!;
      if (isLate && at % 9 === 0) return { ...it, building_id: `${buildings[0]}-new` };
      if (isLate && at % 7 === 0) return { ...it, building_id: buildings[0]!, bank: 'RARE' };
      return it['building_id'] === buildings.at(-1) && at % 3 === 0 ? { ...it, bank: 'RARE' } : it;
    });
    const first = dates.slice(0, -3);
    const lateDate = dates.at(-2);
    const isLate = (it: Attempt, at: number) => at % 40 === 0 && dateOf(it) === lateDate;
    const parts = [first, ...dates.slice(-3).map((date) => [date])].map((days) =>
      log.filter((it, at) => days.includes(dateOf(it)) && !isLate(it, at)),
    );
    parts.push(log.filter(isLate));
    expect(parts.map((it) => it.length > 0)).toEqual(parts.map(() => true));
    await whole.load(whole.write('whole.csv', csvOf(log)));

    const daily = workspace();
    for (const [at, part] of parts.entries()) await daily.load(daily.write(`part-${at}.csv`, csvOf(part)));
    const expected = await detected(whole);
    expect(expected['mart_incidents']!.length).toBeGreaterThan(1);
    expect(await detected(daily)).toEqual(expected);
    const kept = await daily.work(
      'SELECT kind, count(*)::INTEGER AS n FROM meta_memories GROUP BY ALL ORDER BY ALL',
    );
    expect(kept).toEqual([
      { kind: 'day', n: 3 },
      { kind: 'end', n: 1 },
      { kind: 'week', n: 3 },
    ]);
  },
);
