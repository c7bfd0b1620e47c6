import { chmodSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ingest } from '../../ingest/index.ts';
import type { Locations } from '../../ingest/paths.ts';
import { contentOf } from '../../tools/bench/content.ts';
import { expectLine, faultScene, load, type FaultScene, versionOf } from './fault-scene.ts';
import type { Limits } from './limits.ts';

let scene: FaultScene;
let bill: string;
let whole: Record<string, string>;

beforeAll(async () => {
  scene = await faultScene();
  bill = join(scene.dir, 'log', 'bills.csv');
  const at = scene.before('whole-bill');
  await ingest(at, { paths: [bill], table: 'bills' });
  whole = await contentOf(at.published);
}, 300_000);
afterAll(() => scene.remove());

const kibibytes = (path: string) => Math.ceil(readFileSync(path).length / 1024);

/** Loads the bill under a fault, then without: nothing changes first, nothing is missing or double after. */
async function expectHarmless(at: Locations, words: RegExp, limits: Limits, mend = () => {}): Promise<void> {
  const version = await versionOf(at);
  expectLine(await load(at, bill, limits, '--table', 'bills'), 1, words);
  expect(await versionOf(at)).toEqual(version);
  mend();
  await ingest(at, { paths: [bill], table: 'bills' });
  expect(await contentOf(at.published)).toEqual(whole);
}

describe('a bill on a machine that fails', { timeout: 300_000 }, () => {
  it('with a disk full while it reads', async () => {
    const at = scene.before('bill-full-read');
    await expectHarmless(at, /the disk is full: free some space/, { fileKiB: kibibytes(at.working) / 4 });
  });

  it('with a disk full while it publishes', async () => {
    const at = scene.before('bill-full-publish');
    await ingest(at, { paths: [bill], table: 'bills', publish: false });
    await expectHarmless(at, /the disk is full: free some space/, { fileKiB: kibibytes(at.working) / 2 });
  });

  it('with too little memory', async () => {
    await expectHarmless(scene.before('bill-memory'), /memory ran out: set PAYWEATHER_MEMORY_LIMIT higher/, {
      memory: '10MB',
    });
  });

  it('with a folder that cannot be written to', async () => {
    const at = scene.before('bill-read-only');
    const folder = dirname(at.published);
    chmodSync(folder, 0o555);
    await expectHarmless(
      at,
      /read-only cannot be written to: make the folder writable/,
      { plainUser: true },
      () => chmodSync(folder, 0o755),
    );
  });
});
