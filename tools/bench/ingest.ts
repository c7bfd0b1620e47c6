import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../../ingest/paths.ts';
import { simulate } from '../../src/simulate/index.ts';
import { runNode, type Run } from './child.ts';
import { median, report } from './report.ts';

const CLI = join(ROOT, 'bin', 'payweather.js');
const DAYS = 122;

/**
 * The whole pipeline with publishing against a bare `CREATE TABLE AS SELECT * FROM read_csv` of the same file, then
 * one more file of a new day on top. `--rows N` (default 5,000,000), `--runs N` (default 3).
 */
export async function benchIngest({
  rows = 5_000_000,
  runs = 3,
}: {
  rows?: number;
  runs?: number;
}): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'payweather-bench-'));
  try {
    const log = join(folder, 'log');
    const day = join(folder, 'day');
    const { attempts } = await simulate({
      out: log,
      days: DAYS,
      attemptsPerDay: Math.ceil((rows * 1.04) / DAYS),
    });
    await simulate({ out: day, from: '2026-07-01', days: 1, attemptsPerDay: 50_000, seed: 2 });
    report({ name: 'ingest.rows', value: attempts, unit: 'rows' });
    const bare: Run[] = [];
    const full: Run[] = [];
    const incremental: Run[] = [];
    for (let run = 0; run < runs; run += 1) {
      const database = join(folder, `run${run}.duckdb`);
      bare.push(
        await runNode([
          '--import',
          'tsx',
          join(ROOT, 'tools/bench/bare.ts'),
          join(log, 'attempts.csv'),
          `${database}.bare`,
        ]),
      );
      full.push(await runNode([CLI, 'ingest', join(log, 'attempts.csv'), '--db', database]));
      incremental.push(await runNode([CLI, 'ingest', join(day, 'attempts.csv'), '--db', database]));
      for (const file of [`${database}.bare`, database, database.replace(/\.duckdb$/, '.work.duckdb')])
        rmSync(file);
    }
    const ratio = (some: Run[], other: Run[]) =>
      median(some.map(({ seconds }, run) => seconds / (other[run]?.seconds ?? NaN)));
    const seconds = (some: Run[]) => median(some.map((run) => run.seconds));
    report({ name: 'ingest.bare', value: seconds(bare), unit: 's' });
    report({
      name: 'ingest.full',
      value: seconds(full),
      unit: 's',
      ratio: ratio(full, bare),
      baseline: 'ingest.bare',
    });
    report({
      name: 'ingest.day',
      value: seconds(incremental),
      unit: 's',
      ratio: ratio(incremental, full),
      baseline: 'ingest.full',
    });
    const peak = Math.max(...[...full, ...incremental].map((run) => run.peakBytes));
    const barePeak = Math.max(...bare.map((run) => run.peakBytes));
    report({
      name: 'ingest.peak_memory',
      value: peak / 2 ** 30,
      unit: 'GiB',
      ratio: peak / barePeak,
      baseline: 'ingest.bare',
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
