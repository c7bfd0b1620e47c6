import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Outcome } from './child.ts';

/**
 * Loads damaged logs and bills of every kind, the same ones for the same seed: `npm run fuzz -- [--inputs 20000] [--seed 1] [--from 0]
 * [--patience 10]`. Each must be
 * loaded with counts that add up, or be refused in one line, within `--patience` seconds and without ending the process. What is
 * wrong is printed with the seed and the number that make it again (`--from NUMBER --inputs 1`); the last line sums up.
 */
const { values } = parseArgs({
  options: {
    inputs: { type: 'string', default: '20000' },
    seed: { type: 'string', default: '1' },
    from: { type: 'string', default: '0' },
    patience: { type: 'string', default: '10' },
  },
});
const [seed, first] = [Number(values.seed), Number(values.from)];
const last = first + Number(values.inputs);

/** Inputs that one process loads into one database. */
const BATCH = 500;

/** How long one may take. */
const patience = Number(values.patience);

const sums = { loaded: 0, refused: 0, wrong: 0 };
/** Of each kind, how many were loaded, refused, and wrong. */
const kinds: Record<string, typeof sums> = {};
const say = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`);

function count(index: number, outcome: Outcome, kind = 'unknown'): void {
  const what = typeof outcome === 'string' ? outcome : 'wrong';
  sums[what] += 1;
  (kinds[kind] ??= { loaded: 0, refused: 0, wrong: 0 })[what] += 1;
  if (typeof outcome !== 'string') say({ seed, index, ...outcome });
}

/** Loads inputs in a process of its own; gives the number of the next that it did not end. */
async function loadBatch(folder: string, from: number, to: number): Promise<number> {
  const child = fork(new URL('child.ts', import.meta.url), [seed, from, to].map(String), {
    execArgv: ['--import', 'tsx'],
    env: { ...process.env, PAYWEATHER_FUZZ: folder },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  let [running, ended] = [from - 1, from - 1];
  let watch: NodeJS.Timeout | undefined;
  child.on('message', ({ index, kind, outcome }: { index: number; kind?: string; outcome?: Outcome }) => {
    clearTimeout(watch);
    if (outcome === undefined) {
      running = index;
      watch = setTimeout(() => child.kill('SIGKILL'), patience * 1000);
    } else {
      ended = index;
      count(index, outcome, kind);
    }
  });
  const end = await new Promise<string>((resolve) =>
    child.on('exit', (code, signal) => resolve(signal ?? String(code))),
  );
  clearTimeout(watch);
  if (end === '0') return to;
  if (running > ended)
    count(running, { wrong: end === 'SIGKILL' ? `took over ${patience} s` : `ended the process: ${end}` });
  return Math.max(running, ended) + 1;
}

const started = performance.now();
const folder = mkdtempSync(join(tmpdir(), 'payweather-fuzz-'));
try {
  for (let from = first; from < last;) from = await loadBatch(folder, from, Math.min(from + BATCH, last));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
say({
  name: 'fuzz',
  seed,
  inputs: last - first,
  ...sums,
  kinds,
  seconds: Math.round((performance.now() - started) / 1000),
});
process.exitCode = sums.wrong === 0 ? 0 : 1;
