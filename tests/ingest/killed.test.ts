import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { locate, type Locations } from '../../ingest/paths.ts';
import { ingest } from '../../ingest/index.ts';
import { simulate } from '../../src/simulate/index.ts';
import { askFile, differences, workspace } from './support.ts';

const CHILD = join(import.meta.dirname, 'load-child.ts');

let scene: ReturnType<typeof workspace>;
let second: string;
let undisturbed: string;

/** Runs a load in a process of its own, which dies by itself at `step`. Random moments are those of kills.test.ts. */
async function loadAndDie(at: Locations, step: string): Promise<void> {
  const words = ['--import', 'tsx', CHILD, at.published, second, step];
  await once(spawn(process.execPath, words, { stdio: 'ignore' }), 'exit');
}

/** The database before the second file, copied to a folder of its own. */
function before(name: string): Locations {
  const folder = join(scene.dir, name);
  cpSync(join(scene.dir, 'before'), folder, { recursive: true });
  return locate(join(folder, 'db.duckdb'));
}

async function attemptsIn({ published }: Locations): Promise<unknown> {
  return askFile(published, 'SELECT CAST(sum(attempts) AS DOUBLE) AS attempts FROM mart_hourly');
}

beforeAll(async () => {
  scene = workspace(true);
  const out = join(scene.dir, 'log');
  await simulate({ out, days: 6, attemptsPerDay: 1000, campuses: 2, seed: 11 });
  const lines = (await readFile(join(out, 'attempts.csv'), 'utf8')).split('\n');
  const middle = Math.floor(lines.length / 2);
  const first = scene.write('first.csv', lines.slice(0, middle).join('\n') + '\n');
  second = scene.write('second.csv', [lines[0], ...lines.slice(middle)].join('\n'));
  await ingest(locate(join(scene.dir, 'before', 'db.duckdb')), { paths: [first] });
  const whole = before('whole');
  await ingest(whole, { paths: [second] });
  undisturbed = whole.published;
}, 120_000);
afterAll(() => scene.remove());

describe('a load that is killed', { timeout: 120_000 }, () => {
  it.each(['read', 'compute', 'publish'])('before it began to %s is completed by the next', async (step) => {
    const at = before(`at-${step}`);
    const old = await attemptsIn(at);
    await loadAndDie(at, step);
    expect(await attemptsIn(at)).toEqual(old);
    await ingest(at, { paths: [second] });
    expect(await differences(at.published, undisturbed)).toEqual({});
  });

  it('at its very first file leaves nothing published, and is completed by the next', async () => {
    const at = locate(join(scene.dir, 'empty', 'db.duckdb'));
    await loadAndDie(at, 'publish');
    expect(existsSync(at.published)).toBe(false);
    await ingest(at, { paths: [join(scene.dir, 'first.csv'), second] });
    expect(await differences(at.published, undisturbed)).toEqual({});
  });
});
