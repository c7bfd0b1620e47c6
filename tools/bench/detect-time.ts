import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../../ingest/paths.ts';
import { simulate } from '../../src/simulate/index.ts';
import { median, report } from './report.ts';

const DAYS = 92;

/** The days after them: a Monday and a Tuesday. */
const MORE = ['2026-06-01', '2026-06-02'];
const NAMES = ['detect.whole', 'detect.monday', 'detect.day'];

/** Seconds of each step of a load. */
type Stages = Record<'read' | 'compute' | 'detect' | 'publish', number>;

function load(file: string, db: string): Stages {
  const script = join(ROOT, 'tools/bench/stages.ts');
  return JSON.parse(
    execFileSync(process.execPath, ['--import', 'tsx', script, file, db], { encoding: 'utf8' }),
  ) as Stages;
}

/**
 * Detection, with what is learned from it, over 92 days of `--rows N` attempts (default 1,800,000), then over one more
 * day that begins a week, which is learned anew, and over an ordinary one; each beside the models of the same load.
 * `--runs N` (default 3).
 */
export async function benchDetectTime({
  rows = 1_800_000,
  runs = 3,
}: {
  rows?: number;
  runs?: number;
}): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'payweather-bench-'));
  try {
    const log = join(folder, 'log');
    const attemptsPerDay = Math.ceil((rows * 1.04) / DAYS);
    const { attempts } = await simulate({ out: log, days: DAYS, attemptsPerDay });
    for (const [at, from] of MORE.entries())
      await simulate({ out: join(folder, from), from, days: 1, attemptsPerDay, seed: 2 + at });
    report({ name: 'detect.rows', value: attempts, unit: 'rows' });
    const stages: Stages[][] = NAMES.map(() => []);
    for (let run = 0; run < runs; run += 1) {
      const db = join(folder, `run${run}.duckdb`);
      for (const [at, part] of [log, ...MORE.map((from) => join(folder, from))].entries())
        stages[at]!.push(load(join(part, 'attempts.csv'), db));
    }
    for (const [at, name] of NAMES.entries())
      report({
        name,
        value: median(stages[at]!.map((it) => it.detect)),
        unit: 's',
        ratio: median(stages[at]!.map((it) => it.detect / it.compute)),
        baseline: `${name}.models`,
      });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
