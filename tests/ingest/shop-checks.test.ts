import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rows } from '../../ingest/database.ts';
import { ROOT } from '../../ingest/paths.ts';
import { FIXTURES, inMemory, SHARED, workspace, type Row } from './support.ts';

const MAPPING = join(FIXTURES, 'shop-checks', 'mapping.json');
const DICTIONARY = ['gateway_codes', 'gateway_codes_more'].map((name) =>
  join(ROOT, 'sql', 'reference', `${name}.csv`),
);

/** What the log says itself, without any model of ours: the HTTP family of the dictionary, and Shanghai is UTC+8. */
async function independently(log: string, dimension: string): Promise<Row[]> {
  return inMemory((database) =>
    rows(
      database,
      `WITH
       checks AS (
         SELECT service, state, http_code, CAST(checked_at AS TIMESTAMP) + INTERVAL 8 HOUR AS shanghai
         FROM read_csv('${log}', header = true, types = {http_code: 'VARCHAR', checked_at: 'VARCHAR'})
       ),
       dictionary AS (
         SELECT code, category
         FROM read_csv([${DICTIONARY.map((file) => `'${file}'`).join(', ')}], header = true, all_varchar = true)
         WHERE family = 'http'
       ),
       failures AS (
         SELECT
           service, hour(shanghai) AS hour,
           CASE WHEN category IS NULL OR category IN ('success', 'pending') THEN 'unknown' ELSE category END AS category
         FROM checks LEFT JOIN dictionary ON dictionary.code = checks.http_code
         WHERE state = 'down'
       )
       SELECT CAST(${dimension} AS VARCHAR) AS key, CAST(count(*) AS INTEGER) AS failures
       FROM failures GROUP BY ALL ORDER BY ALL`,
    ),
  );
}

async function compare(log: string, total: number, failures: number): Promise<void> {
  const place = workspace();
  const { files } = await place.load(log, { mapping: MAPPING });
  expect(files).toMatchObject([
    { rows_read: total, rows_accepted: total, rows_updated: 0, rows_duplicate: 0, rows_rejected: 0 },
  ]);
  expect(
    await place.ask(
      `SELECT CAST(sum(attempts) AS INTEGER) AS attempts, CAST(sum(settled) AS INTEGER) AS settled,
         CAST(sum(failures) AS INTEGER) AS failures FROM mart_hourly`,
    ),
  ).toEqual([{ attempts: total, settled: total, failures }]);
  const from: Record<string, string> = { category: 'category', service: 'building_id', hour: 'hour' };
  for (const [dimension, column] of Object.entries(from)) {
    const ours = await place.ask(
      `SELECT CAST(${column} AS VARCHAR) AS key, CAST(sum(failures) AS INTEGER) AS failures
       FROM mart_hourly JOIN dim_slice USING (slice_key) WHERE failures > 0 GROUP BY ALL ORDER BY ALL`,
    );
    expect(ours, dimension).toEqual(await independently(log, dimension));
  }
  const [measured] = await place.ask(
    `SELECT CAST(sum(attempts) FILTER (latency_bucket IS NULL) AS INTEGER) AS unmeasured FROM mart_hourly`,
  );
  const [zero] = await inMemory((database) =>
    rows(database, `SELECT CAST(count(*) AS INTEGER) AS unmeasured FROM '${log}' WHERE latency_ms = 0`),
  );
  expect(measured).toEqual(zero);
}

const whole = join(SHARED, 'data', 'shop-checks', 'checks.csv');

describe('the checks of live shops equal what their log says itself', { timeout: 60_000 }, () => {
  it('in the first 500', () => compare(join(FIXTURES, 'shop-checks', 'checks-500.csv'), 500, 140));
  if (existsSync(whole)) it('in all 5,327', () => compare(whole, 5327, 845));
  else
    it('in the first 500, twice (the whole log is not here)', async () => {
      const place = workspace();
      const log = join(FIXTURES, 'shop-checks', 'checks-500.csv');
      await place.load(log, { mapping: MAPPING });
      const again = await place.load(log, { mapping: MAPPING });
      expect(again.files).toMatchObject([{ rows_read: 500, already_loaded: true }]);
      expect(again.version).toBeNull();
    });
});
