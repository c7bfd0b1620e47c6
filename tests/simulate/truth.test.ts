import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { daysToMonthEnd, dayNumber } from '../../src/simulate/calendar.ts';
import { readDictionary, readingOf } from '../../src/simulate/dictionary.ts';
import { simulate } from '../../src/simulate/index.ts';
import type { Truth, TruthIncident } from '../../src/simulate/index.ts';
import type { Channel } from '../../src/simulate/types.ts';
import { groupBy, readRows } from './rows.ts';
import type { Row } from './rows.ts';

const dictionary = readDictionary();
const readings = new Map<string, string>();

/** The category of a row by the contract's look-up. */
function categoryOf({ channel, error_code }: Row): string {
  const key = `${channel}|${error_code}`;
  const known = readings.get(key);
  if (known) return known;
  const read = readingOf(dictionary, channel as Channel, error_code!)?.category ?? 'unknown';
  const category = read === 'success' || read === 'pending' ? 'unknown' : read;
  readings.set(key, category);
  return category;
}

const holds = ({ scope, started_at, ended_at }: TruthIncident, row: Row): boolean => {
  const t = Date.parse(row.attempted_at!);
  return (
    t >= Date.parse(started_at) &&
    t < Date.parse(ended_at) &&
    Object.entries(scope).every(([key, value]) => row[key] === value)
  );
};

let out: string;
let rows: Row[];
let truth: Truth;
beforeAll(async () => {
  out = await mkdtemp(join(tmpdir(), 'payweather-truth-'));
  ({ truth } = await simulate({ out, from: '2026-03-02', days: 35, attemptsPerDay: 2500 }));
  rows = readRows(await readFile(join(out, 'attempts.csv'), 'utf8'));
});
afterAll(() => rm(out, { recursive: true, force: true }));

describe('the truth', () => {
  it('counts what the log holds', () => {
    const { totals } = truth;
    const failed = rows.filter(({ status }) => status === 'failed');
    const by = groupBy(failed, categoryOf);
    expect(totals.attempts).toBe(rows.length);
    for (const [status, n] of Object.entries(totals.by_status))
      expect([status, rows.filter((row) => row.status === status).length]).toEqual([status, n]);
    for (const [category, n] of Object.entries(totals.failures_by_category))
      expect([category, by.get(category)?.length ?? 0]).toEqual([category, n]);
    expect(by.get('user_cancelled')?.length).toBe(totals.failed_as_cancelled);
    expect(totals.unknown_building).toBe(rows.filter((row) => row.building_id === '').length);
    const sum = (table: Record<string, number>) => Object.values(table).reduce((a, b) => a + b, 0);
    expect(sum(totals.failures_by_cause)).toBe(failed.length - totals.failed_as_cancelled);
    expect(totals.hidden_balance_pending).toBeGreaterThan(0);
    expect(totals.hidden_balance).toBeGreaterThan(totals.hidden_balance_pending);
  });

  it('counts every incident as the log shows it', () => {
    for (const incident of truth.incidents) {
      const inside = rows.filter((row) => holds(incident, row));
      const failures = inside.filter(
        (row) => row.status === 'failed' && categoryOf(row) === incident.category,
      );
      expect([incident.incident_id, inside.length, failures.length]).toEqual([
        incident.incident_id,
        incident.attempts,
        incident.observed_failures,
      ]);
      expect(incident.expected_failures + incident.excess_failures).toBe(incident.observed_failures);
      expect(incident.expected_failures).toBeGreaterThanOrEqual(0);
    }
  });

  it('has a few incidents a week of several verdicts, and decoys', () => {
    const weekly = truth.incidents.filter(({ verdict }) => verdict !== 'allowance').length / 5;
    expect(weekly).toBeGreaterThanOrEqual(1);
    expect(weekly).toBeLessThanOrEqual(5);
    expect(new Set(truth.incidents.map(({ verdict }) => verdict)).size).toBeGreaterThanOrEqual(3);
    expect(truth.decoys.map(({ kind }) => kind)).toContain('drift');
    expect(truth.decoys.find(({ kind }) => kind === 'holiday')?.note).toBe('清明节');
    expect(new Set(truth.incidents.map(({ incident_id }) => incident_id)).size).toBe(truth.incidents.length);
  });

  it('raises balance failures three to four times at the end of the month, and drops them after', () => {
    const rate = (test: (day: number) => boolean): number => {
      const inside = rows.filter((row) => test(dayNumber(row.attempted_at!.slice(0, 10))));
      return (
        inside.filter((r) => r.status === 'failed' && categoryOf(r) === 'balance').length / inside.length
      );
    };
    const middle = rate((day) => daysToMonthEnd(day) >= 8 && daysToMonthEnd(day) <= 24);
    const end = rate((day) => daysToMonthEnd(day) <= 2);
    const after = rate((day) => day >= dayNumber('2026-04-02') && day <= dayNumber('2026-04-05'));
    expect(end / middle).toBeGreaterThan(2.5);
    expect(end / middle).toBeLessThan(5.5);
    expect(after).toBeLessThan(end / 2);
    const incident = truth.incidents.find(({ verdict }) => verdict === 'allowance')!;
    expect(incident.started_at).toBe('2026-03-25T00:00:00.000+08:00');
    expect(incident.ended_at).toBe('2026-04-01T00:00:00.000+08:00');
    expect(incident.factor).toBeGreaterThan(2.3);
    expect(incident.factor).toBeLessThan(3.3);
  });
});
