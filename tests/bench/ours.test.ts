import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openMemory, type Database } from '../../ingest/database.ts';
import { liftOf } from '../../tools/bench/detect/evaluate.ts';
import { match } from '../../tools/bench/detect/match.ts';
import { ourAlarms, ourEffects } from '../../tools/bench/detect/ours.ts';
import { factsOf } from '../../tools/bench/detect/truth.ts';
import { worldsOf } from '../../tools/bench/detect/worlds/sets.ts';
import type { Truth } from '../../tools/bench/detect/worlds/types.ts';

const TRUTH: Truth = {
  spec: worldsOf('tune')[0]!,
  attempts: 0,
  settled: 0,
  failures: 0,
  incidents: [
    {
      incident_id: 'i001',
      kind: 'bank_down',
      category: 'timeout',
      verdict: 'rail',
      started_at: '2026-03-20T11:58:00+08:00',
      ended_at: '2026-03-20T12:40:00+08:00',
      first_excess_at: '2026-03-20T12:03:10+08:00',
      scope: { bank: 'BOC' },
      settled: 80,
      expected_failures: 0.5,
      observed_failures: 12,
      excess_failures: 11,
    },
  ],
  month_ends: [
    {
      month: '2026-03',
      started_at: '2026-03-26T00:00:00+08:00',
      ended_at: '2026-04-01T00:00:00+08:00',
      lift: 4,
      lift_by_days_to_month_end: [4, 4, 4, 4, 4, 4],
    },
  ],
  decoys: [],
};

let database: Database;
beforeEach(async () => {
  database = await openMemory();
});
afterEach(() => database.close());

const create = () =>
  database.connection.run(`
    CREATE TABLE mart_incidents (
      category VARCHAR, started_at TIMESTAMP, ended_at TIMESTAMP, last_seen_at TIMESTAMP, raised_at TIMESTAMP,
      campus_id VARCHAR, building_id VARCHAR, channel VARCHAR, bank VARCHAR, method VARCHAR, verdict VARCHAR
    );
    INSERT INTO mart_incidents VALUES
      ('timeout', '2026-03-20 04:00', '2026-03-20 04:40', '2026-03-20 04:35', '2026-03-20 04:10',
       NULL, NULL, 'alipay', 'BOC', NULL, 'rail'),
      ('balance', '2026-03-26 00:00', NULL, '2026-03-31 10:00', '2026-03-26 03:00', NULL, NULL, NULL, NULL, NULL, 'allowance')`);

describe('the incidents of the product', () => {
  it('are unknown where the pipeline writes none', async () => {
    expect(await ourAlarms(database)).toBeNull();
    expect(await ourEffects(database)).toEqual([]);
  });

  it('are read as the contract has them, an open one to where it was last seen', async () => {
    await create();
    const alarms = await ourAlarms(database);
    expect(alarms).toMatchObject([
      { scope: { channel: 'alipay', bank: 'BOC' }, raised: Date.UTC(2026, 2, 20, 4, 10), score: 0 },
      { scope: {}, end: Date.UTC(2026, 2, 31, 10, 5) },
    ]);
    const board = {
      places: [{ campus_id: 'a', building_id: 'b' }],
      rails: [{ channel: 'alipay', bank: 'BOC', method: 'x' }],
    };
    const { matches, missed, false: wrong } = match(alarms!, factsOf(TRUTH), board);
    expect([matches.length, missed.length, wrong.length]).toEqual([2, 0, 0]);
    expect(matches.every(({ isExact }) => isExact)).toBe(true);
    const delays = matches.map(({ alarm, fact }) => (alarm.raised - fact.onset) / 60_000);
    expect(delays.sort((a, b) => a - b)).toEqual([10, 660]);
  });

  it('carry a score where the table has one', async () => {
    await create();
    await database.connection.run('ALTER TABLE mart_incidents ADD COLUMN score DOUBLE DEFAULT 12.5');
    expect((await ourAlarms(database))?.map(({ score }) => score)).toEqual([12.5, 12.5]);
  });
});

describe('the learned lift', () => {
  it('is compared over the days that it names, the worst campus first', async () => {
    await database.connection.run(`
      CREATE TABLE mart_calendar_effects AS
      SELECT 'balance' AS category, 'month_end' AS occasion, 6 AS days, 4.1 AS lift
      UNION ALL SELECT 'balance', 'month_end', 8, 3.25`);
    expect(liftOf(TRUTH, await ourEffects(database))).toMatchObject({ truth: 4, found: 4.1 });
    expect(liftOf(TRUTH, [])).toMatchObject({ truth: 4, found: null });
  });
});
