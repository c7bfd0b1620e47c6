import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { killing, type Kill } from './kills.ts';
import { report } from './report.ts';

/** A random number from 0 to 1 at each call, the same ones for the same seed (Park and Miller's generator). */
export function seededRandom(seed: number): () => number {
  let state = (((seed + 1) * 48_271_001) % 2_147_483_646) + 1;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

/**
 * `kill -9` at random moments of loads, publications, rollbacks and loads of bills, each a line of JSON, then the sums. `--kills N`
 * (default 100), `--seed N` (default 1). It fails when anything is lost, doubled or half.
 */
export async function benchKill({ kills = 100, seed = 1 }: { kills?: number; seed?: number }): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'payweather-kill-'));
  const all: Kill[] = [];
  try {
    for await (const kill of killing(folder, kills, seededRandom(seed))) {
      all.push(kill);
      process.stdout.write(`${JSON.stringify(kill)}\n`);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const count = (name: string, is: (kill: Kill) => boolean | number) =>
    report({
      name: `kill.${name}`,
      value: all.reduce((sum, kill) => sum + Number(is(kill)), 0),
      unit: 'runs',
    });
  count('died_in_the_act', ({ killed }) => killed);
  count('published_before', ({ found }) => found === 'before');
  count('published_after', ({ found }) => found === 'after');
  count('published_neither', ({ found }) => found === 'neither');
  count('not_mended', ({ mended }) => !mended);
  report({ name: 'kill.rows_lost', value: all.reduce((sum, { lost }) => sum + lost, 0), unit: 'rows' });
  report({
    name: 'kill.rows_doubled',
    value: all.reduce((sum, { doubled }) => sum + doubled, 0),
    unit: 'rows',
  });
  if (
    !all.every(
      ({ found, mended, lost, doubled }) => found !== 'neither' && mended && lost === 0 && doubled === 0,
    )
  ) {
    process.exitCode = 1;
  }
}
