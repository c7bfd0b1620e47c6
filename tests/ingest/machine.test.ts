import { chmodSync, cpSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '../../ingest/database.ts';
import { ingest } from '../../ingest/index.ts';
import { locate } from '../../ingest/paths.ts';
import { expectLine, faultScene, load, type FaultScene, versionOf } from './fault-scene.ts';
import { smallDisk } from './limits.ts';
import { differences, workspace } from './support.ts';

let scene: FaultScene;

beforeAll(async () => {
  scene = await faultScene();
}, 120_000);
afterAll(() => scene.remove());

describe('a machine that fails', { timeout: 180_000 }, () => {
  const size = (path: string) => Math.ceil(readFileSync(path).length / 1024);

  it('with a disk full while it reads', async () => {
    const folder = join(scene.dir, 'full-read');
    const mounted = smallDisk(folder, Math.ceil((size(scene.before('sizes').working) * 2) / 1024) + 1);
    const at = scene.before('full-read');
    if (mounted) writeFileSync(join(folder, 'other'), '');
    const version = await versionOf(at);
    const limits = mounted ? {} : { fileKiB: size(at.working) + 64 };
    expectLine(await load(at, scene.second, limits), 1, /the disk is full: free some space/);
    expect(await versionOf(at)).toEqual(version);
    const elsewhere = join(scene.dir, 'full-read-mended');
    cpSync(folder, elsewhere, { recursive: true });
    const mended = locate(join(elsewhere, 'db.duckdb'));
    await scene.expectWholeAfter(mended);
  });

  it('with a disk full while it publishes', async () => {
    const at = scene.before('full-publish');
    await ingest(at, { paths: [scene.second], publish: false });
    await scene.expectHarmless(at, /the disk is full: free some space/, { fileKiB: size(at.working) / 2 });
  });

  it.each([0.2, 1.5])('with files that may not grow beyond %f of what is there', async (share) => {
    const at = scene.before(`limit-${share}`);
    const limits = { fileKiB: Math.ceil(size(at.working) * share) };
    const version = await versionOf(at);
    const ran = await load(at, scene.second, limits);
    if (ran.code !== 0) {
      expectLine(ran, 1, /the disk is full: free some space/);
      expect(await versionOf(at)).toEqual(version);
    }
    await scene.expectWholeAfter(at);
  });

  it('with too little memory', async () => {
    await scene.expectHarmless(scene.before('memory'), /memory ran out: set PAYWEATHER_MEMORY_LIMIT higher/, {
      memory: '12MB',
    });
  });

  it('with a folder that cannot be written to', async () => {
    const at = scene.before('read-only');
    const folder = dirname(at.published);
    chmodSync(folder, 0o555);
    const limits = { plainUser: true };
    await scene.expectHarmless(at, /read-only cannot be written to: make the folder writable/, limits, () =>
      chmodSync(folder, 0o755),
    );
  });

  it('with a file that cannot be written to', async () => {
    const at = scene.before('read-only-file');
    chmodSync(dirname(at.published), 0o777);
    chmodSync(at.lock, 0o666);
    chmodSync(at.working, 0o444);
    await scene.expectHarmless(
      at,
      /cannot be written to: make the folder writable/,
      { plainUser: true },
      () => chmodSync(at.working, 0o644),
    );
  });
});

describe('a database whose making was cut short', { timeout: 120_000 }, () => {
  it.each([0, 4096, 8192])('after %d bytes is made again', async (bytes) => {
    const place = workspace();
    place.write('db.lock.duckdb', Buffer.alloc(bytes, 1));
    place.write('db.work.duckdb', Buffer.alloc(bytes, 1));
    await place.load([scene.first, scene.second]);
    expect(await differences(place.at.published, scene.whole.published)).toEqual({});
  });
});

describe('another process that writes', { timeout: 120_000 }, () => {
  it.each(['lock', 'working'] as const)(
    'and holds %s is waited for, and given up on after --wait',
    async (file) => {
      const at = scene.before(`held-${file}`);
      const version = await versionOf(at);
      const held = await openDatabase(at[file]);
      const ran = await load(at, scene.second, {}, '--wait', '1');
      expect(ran.stderr).toMatch(/is being written to by another process: waiting up to 1 s\n/);
      expectLine(ran, 1, /is being written to by another process \(PID \d+\): try again when it has ended/);
      expect(await versionOf(at)).toEqual(version);
      const waiting = load(at, scene.second, {}, '--wait', '60');
      await new Promise((go) => setTimeout(go, 2500));
      held.close();
      expect((await waiting).code).toBe(0);
      expect(await differences(at.published, scene.whole.published)).toEqual({});
    },
  );

  it('takes turns with others: nothing is lost and nothing is double', async () => {
    const at = scene.before('turns');
    const lines = readFileSync(scene.second, 'utf8').trimEnd().split('\n');
    const parts = [0, 1, 2].map((n) =>
      scene.write(
        `turn-${n}.csv`,
        [lines[0], ...lines.slice(1).filter((_, line) => line % 3 === n)].join('\n'),
      ),
    );
    const ran = await Promise.all(parts.map((part) => load(at, part)));
    expect(ran.map(({ code }) => code)).toEqual([0, 0, 0]);
    expect(await differences(at.published, scene.whole.published)).toEqual({});
  });
});
