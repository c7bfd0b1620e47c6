import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { row, rows } from '../../ingest/database.ts';
import { prepare } from '../../tools/bench/detect/prepare.ts';
import { readTruth } from '../../tools/bench/detect/truth.ts';
import { allCodes } from '../../tools/bench/detect/worlds/codes.ts';
import { daysOf, monthEndsOf } from '../../tools/bench/detect/worlds/days.ts';
import { makeWorld } from '../../tools/bench/detect/worlds/make.ts';
import { SETS, worldsOf } from '../../tools/bench/detect/worlds/sets.ts';
import type { Truth, WorldSpec } from '../../tools/bench/detect/worlds/types.ts';
import { withWorld } from '../../tools/bench/detect/world.ts';

const SPEC: WorldSpec = {
  name: 'small', kind: 'plain', seed: 5, days: 24, from: '2026-03-15', campuses: 2, attemptsPerDay: 4000,
}; // prettier-ignore

let folder: string;
let truth: Truth;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'payweather-worlds-'));
  await prepare(SPEC, join(folder, 'small'));
  truth = readTruth(join(folder, 'small'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const query = <T extends Record<string, string | number>>(sql: string) =>
  withWorld(join(folder, 'small'), ({ database }) => rows<T>(database, sql));

describe('a world', () => {
  it('comes out of its seed alone', () => {
    makeWorld(SPEC, join(folder, 'again'));
    const text = (name: string) => readFileSync(join(folder, name, 'truth.json'), 'utf8');
    expect(text('again')).toBe(text('small'));
  });

  it('is read whole, and fails as often as it says', async () => {
    const [counted] = await query<{ attempts: number; settled: number; failures: number }>(
      `SELECT count(*)::INT AS attempts, count(*) FILTER (status <> 'cancelled')::INT AS settled,
              count(*) FILTER (status = 'failed')::INT AS failures FROM int_attempts`,
    );
    expect(counted).toEqual({ attempts: truth.attempts, settled: truth.settled, failures: truth.failures });
    expect(truth.failures / truth.settled).toBeGreaterThan(0.03);
    expect(truth.failures / truth.settled).toBeLessThan(0.06);
  });

  it('has codes that the dictionary puts into the category meant', async () => {
    const found = await query<{ channel: string; error_code: string; category: string }>(
      `SELECT channel, error_code, category FROM int_failure_codes`,
    );
    const meant = new Map(allCodes().map(({ channel, code, category }) => [`${channel} ${code}`, category]));
    expect(found.length).toBeGreaterThan(15);
    for (const { channel, error_code: code, category } of found)
      expect([channel, code, category]).toEqual([channel, code, meant.get(`${channel} ${code}`)]);
  });

  it('tells of each incident what the log holds', async () => {
    expect(truth.incidents.length).toBeGreaterThan(5);
    await withWorld(join(folder, 'small'), async ({ database }) => {
      for (const it of truth.incidents) {
        const scope = Object.entries(it.scope).map(([key, value]) => `AND ${key} = '${value}'`);
        const counted = await row(
          database,
          `SELECT count(*)::INT AS settled, (count(*) FILTER (category = $category))::INT AS observed
           FROM int_attempts
           WHERE status IN ('succeeded', 'failed') AND attempted_at >= $from::TIMESTAMPTZ::TIMESTAMP
             AND attempted_at < $to::TIMESTAMPTZ::TIMESTAMP ${scope.join(' ')}`,
          { category: it.category, from: it.started_at, to: it.ended_at },
        );
        expect(counted).toEqual({ settled: it.settled, observed: it.observed_failures });
      }
    });
  });

  it('has incidents of one category apart in place or in time', () => {
    const touches = (a: object, b: object) =>
      Object.entries(a).every(([key, value]) => {
        const other = (b as Record<string, string>)[key];
        return other === undefined || other === value;
      });
    const clashes = truth.incidents.flatMap((one, i) =>
      truth.incidents
        .slice(i + 1)
        .filter(
          (other) =>
            one.category === other.category &&
            touches(one.scope, other.scope) &&
            one.started_at < other.ended_at &&
            other.started_at < one.ended_at,
        ),
    );
    expect(clashes).toEqual([]);
  });

  it('is not made twice', async () => {
    expect(await prepare(SPEC, join(folder, 'small'))).toMatchObject({ reused: true });
  });
});

describe('month ends', () => {
  it('rise on the last six days of the months that a world holds', () => {
    const days = daysOf(SPEC);
    const [end] = monthEndsOf(SPEC, days);
    expect(end).toMatchObject({
      month: '2026-03',
      started_at: '2026-03-26T00:00:00+08:00',
      ended_at: '2026-04-01T00:00:00+08:00',
    });
    expect(days.filter(({ balance }) => balance > 1.2).map(({ date }) => date.slice(8))).toEqual(
      ['26', '27', '28', '29', '30', '31'],
    ); // prettier-ignore
  });
});

describe('the sets', () => {
  it('are of twenty worlds at least, with a seed each', () => {
    const all = SETS.flatMap(worldsOf);
    expect(all.length).toBeGreaterThanOrEqual(20);
    expect(new Set(all.map(({ seed }) => seed)).size).toBe(all.length);
    expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
  });

  it('break assumptions in half of the test worlds, and are quiet in two', () => {
    const test = worldsOf('test');
    expect(test.filter(({ kind }) => kind !== 'plain' && kind !== 'quiet').length).toBe(test.length / 2);
    expect(test.filter(({ kind }) => kind === 'quiet')).toHaveLength(2);
  });
});
