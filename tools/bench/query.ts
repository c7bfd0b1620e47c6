import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ingest } from '../../ingest/index.ts';
import { locate } from '../../ingest/paths.ts';
import { ask, closePublished, type GivenKeys } from '../../src/lib/server/index.ts';
import { simulate } from '../../src/simulate/index.ts';
import { QUESTIONS, type Asked } from './questions.ts';
import { median, quantile, report } from './report.ts';

const YEAR = { from: '2025-07-01', to: '2026-06-30' };
const WINDOWS = { month: { from: '2026-05-01', to: '2026-05-31' }, year: YEAR };
const DAYS = 365;

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

async function fromAttempts(
  connection: DuckDBConnection,
  sql: string,
  { from, to }: typeof YEAR,
): Promise<void> {
  const attempts = `(SELECT * FROM int_attempts WHERE local_date BETWEEN DATE '${from}' AND DATE '${to}'
    AND attempted_at BETWEEN TIMESTAMP '${from}' - INTERVAL '1 day' AND TIMESTAMP '${to}' + INTERVAL '2 days')`;
  await connection.runAndReadAll(sql.replace('$attempts', attempts));
}

async function measure(
  connection: DuckDBConnection,
  asked: Asked,
  window: keyof typeof WINDOWS,
  runs: number,
) {
  const span = WINDOWS[window];
  const keys = (asked.name === 'quality' ? {} : { ...span, ...asked.keys }) as GivenKeys<typeof asked.name>;
  await ask(asked.name, keys);
  const times: number[] = [];
  for (let run = 0; run < runs; run += 1) times.push(await timed(() => ask(asked.name, keys)));
  const name = `query.${window}.${asked.label}`;
  if (asked.fromAttempts === undefined) {
    report({ name: `${name}.p50`, value: median(times), unit: 'ms' });
  } else {
    const slow: number[] = [];
    const sql = asked.fromAttempts;
    for (let run = 0; run < 3; run += 1) slow.push(await timed(() => fromAttempts(connection, sql, span)));
    report({
      name: `${name}.p50`,
      value: median(times),
      unit: 'ms',
      ratio: median(slow) / median(times),
      baseline: 'the same of the attempts',
    });
  }
  report({ name: `${name}.p95`, value: quantile(times, 0.95), unit: 'ms' });
  return times;
}

async function prepare(database: string, rows: number): Promise<void> {
  if (existsSync(database)) return;
  const log = `${database}-log`;
  try {
    await simulate({
      out: log,
      from: YEAR.from,
      days: DAYS,
      attemptsPerDay: Math.ceil((rows * 1.03) / DAYS),
    });
    await ingest(locate(database), { paths: [join(log, 'attempts.csv')] });
  } finally {
    rmSync(log, { recursive: true, force: true });
  }
}

/**
 * Every question of the recorded set over a month and over the year, without any cache, and the same figures asked of
 * the attempts. `--rows N` (default 20,000,000), `--runs N` (default 15). `BENCH_DB` keeps the database between runs.
 */
export async function benchQuery({
  rows = 20_000_000,
  runs = 15,
}: {
  rows?: number;
  runs?: number;
}): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'payweather-bench-'));
  const database = process.env['BENCH_DB'] ?? join(folder, 'bench.duckdb');
  try {
    await prepare(database, rows);
    process.env['PAYWEATHER_DB'] = database;
    const instance = await DuckDBInstance.create(locate(database).working, { access_mode: 'READ_ONLY' });
    const connection = await instance.connect();
    for (const window of Object.keys(WINDOWS) as (keyof typeof WINDOWS)[]) {
      const all: number[] = [];
      for (const asked of QUESTIONS) all.push(...(await measure(connection, asked, window, runs)));
      report({ name: `query.${window}.all.p50`, value: median(all), unit: 'ms' });
      report({ name: `query.${window}.all.p95`, value: quantile(all, 0.95), unit: 'ms' });
    }
    connection.closeSync();
    instance.closeSync();
    closePublished();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
