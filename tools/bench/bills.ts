import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../../ingest/paths.ts';
import { simulate } from '../../src/simulate/index.ts';
import { runNode, type Run } from './child.ts';
import { median, report } from './report.ts';

const CLI = join(ROOT, 'bin', 'payweather.js');
const DAYS = 31;

/**
 * A month's bill on top of the log that it is about, then the bill of one more day, against the load of that log.
 * `--rows N` attempts (default 1,000,000), `--runs N` (default 3).
 */
export async function benchBills({
  rows = 1_000_000,
  runs = 3,
}: {
  rows?: number;
  runs?: number;
}): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'payweather-bench-'));
  try {
    const [month, day] = ['month', 'day'].map((name) => join(folder, name)) as [string, string];
    const perDay = Math.ceil((rows * 1.04) / DAYS);
    const { attempts } = await simulate({ out: month, days: DAYS, attemptsPerDay: perDay });
    await simulate({ out: day, from: '2026-04-01', days: 1, attemptsPerDay: perDay, seed: 2 });
    report({ name: 'bills.attempts', value: attempts, unit: 'rows' });
    const took: Record<'log' | 'bill' | 'day', Run[]> = { log: [], bill: [], day: [] };
    for (let run = 0; run < runs; run += 1) {
      const database = join(folder, `run${run}`, 'db.duckdb');
      const load = (file: string, table: string) =>
        runNode([CLI, 'ingest', file, '--table', table, '--db', database]);
      took.log.push(await load(join(month, 'attempts.csv'), 'attempts'));
      took.bill.push(await load(join(month, 'bills.csv'), 'bills'));
      await load(join(day, 'attempts.csv'), 'attempts');
      took.day.push(await load(join(day, 'bills.csv'), 'bills'));
      rmSync(join(folder, `run${run}`), { recursive: true });
    }
    const seconds = (name: keyof typeof took) => median(took[name].map((run) => run.seconds));
    const ratio = (name: keyof typeof took) =>
      median(took[name].map((run, at) => run.seconds / (took.log[at]?.seconds ?? NaN)));
    report({ name: 'bills.log', value: seconds('log'), unit: 's' });
    for (const name of ['bill', 'day'] as const)
      report({
        name: `bills.${name}`,
        value: seconds(name),
        unit: 's',
        ratio: ratio(name),
        baseline: 'bills.log',
      });
    const peak = Math.max(...took.bill.map((run) => run.peakBytes));
    report({
      name: 'bills.peak_memory',
      value: peak / 2 ** 30,
      unit: 'GiB',
      ratio: peak / Math.max(...took.log.map((run) => run.peakBytes)),
      baseline: 'bills.log',
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
