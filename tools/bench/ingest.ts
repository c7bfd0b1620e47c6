import { DuckDBInstance } from '@duckdb/node-api';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../../ingest/paths.ts';
import { simulate } from '../../src/simulate/index.ts';
import { runNode, type Run } from './child.ts';
import { median, report } from './report.ts';

const DAYS = 122;
const FORMATS = { csv: 'csv', ndjson: 'json', parquet: 'parquet' } as const;
type Format = keyof typeof FORMATS;

const script = (name: string, ...words: string[]) =>
  runNode(['--import', 'tsx', join(ROOT, 'tools/bench', name), ...words]);

/** The same rows in another format, as DuckDB writes it: texts as NDJSON, types as Parquet. */
async function convert(csv: string, format: Exclude<Format, 'csv'>): Promise<string> {
  const file = csv.replace(/csv$/, format);
  const instance = await DuckDBInstance.create();
  const connection = await instance.connect();
  const rows = `read_csv('${csv}', all_varchar = ${format === 'ndjson'})`;
  await connection.run(`COPY (FROM ${rows}) TO '${file}' (FORMAT ${FORMATS[format]})`);
  connection.closeSync();
  instance.closeSync();
  return file;
}

/** How the runs of one thing stand to those of another, in pairs. */
const ratio = (some: Run[], other: Run[], of: 'seconds' | 'cpuSeconds') =>
  median(some.map((run, at) => run[of] / (other[at]?.[of] ?? NaN)));

function reportStages(name: string, runs: Run[]): void {
  const stages = runs.map(({ output }) => JSON.parse(output) as Record<string, number>);
  for (const step of Object.keys(stages[0] ?? {}))
    report({
      name: `${name}.${step}`,
      value: median(stages.map((it) => it[step]!)),
      unit: 's',
      ratio: median(stages.map((it) => it[step]! / Object.values(it).reduce((sum, one) => sum + one, 0))),
      baseline: `${name}.full`,
    });
}

function reportFormat(name: string, bare: Run[], full: Run[]): void {
  const seconds = (runs: Run[]) => median(runs.map((run) => run.seconds));
  const peak = (runs: Run[]) => Math.max(...runs.map((run) => run.peakBytes));
  const baseline = `${name}.bare`;
  report({ name: baseline, value: seconds(bare), unit: 's' });
  report({
    name: `${name}.full`,
    value: seconds(full),
    unit: 's',
    ratio: ratio(full, bare, 'seconds'),
    baseline,
  });
  report({
    name: `${name}.cpu`,
    value: median(full.map((run) => run.cpuSeconds)),
    unit: 's of all threads',
    ratio: ratio(full, bare, 'cpuSeconds'),
    baseline,
  });
  report({
    name: `${name}.peak_memory`,
    value: peak(full) / 2 ** 30,
    unit: 'GiB',
    ratio: peak(full) / peak(bare),
    baseline,
  });
  reportStages(name, full);
}

/**
 * The whole pipeline with detection and publishing against a bare `CREATE TABLE AS` of the same file, for each of
 * `--formats csv,ndjson,parquet`; on top of CSV one more file of a new day. The steps are given as shares of their sum.
 * `--rows N` (default 5,000,000), `--runs N` (default 3).
 */
export async function benchIngest({
  rows = 5_000_000,
  runs = 3,
  formats = Object.keys(FORMATS),
}: {
  rows?: number;
  runs?: number;
  formats?: string[];
}): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'payweather-bench-'));
  try {
    const [log, day] = [join(folder, 'log'), join(folder, 'day')];
    const { attempts } = await simulate({
      out: log,
      days: DAYS,
      attemptsPerDay: Math.ceil((rows * 1.04) / DAYS),
    });
    await simulate({ out: day, from: '2026-07-01', days: 1, attemptsPerDay: 50_000, seed: 2 });
    report({ name: 'ingest.rows', value: attempts, unit: 'rows' });
    const csv = join(log, 'attempts.csv');
    for (const format of formats as Format[]) {
      const file = format === 'csv' ? csv : await convert(csv, format);
      const [bare, full, more]: [Run[], Run[], Run[]] = [[], [], []];
      for (let run = 0; run < runs; run += 1) {
        const database = join(folder, `run${run}.duckdb`);
        bare.push(await script('bare.ts', file, `${database}.bare`));
        full.push(await script('stages.ts', file, database));
        if (format === 'csv') more.push(await script('stages.ts', join(day, 'attempts.csv'), database));
        for (const made of [`${database}.bare`, database, database.replace(/\.duckdb$/, '.work.duckdb')])
          rmSync(made);
        rmSync(join(folder, `run${run}.versions`), { recursive: true, force: true });
      }
      reportFormat(`ingest.${format}`, bare, full);
      if (format === 'csv')
        report({
          name: 'ingest.day',
          value: median(more.map((run) => run.seconds)),
          unit: 's',
          ratio: ratio(more, full, 'seconds'),
          baseline: 'ingest.csv.full',
        });
      if (file !== csv) rmSync(file);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
