import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectLine, faultScene, load, type FaultScene, versionOf } from './fault-scene.ts';
import { inMemory, workspace } from './support.ts';

let scene: FaultScene;

beforeAll(async () => {
  scene = await faultScene();
}, 120_000);
afterAll(() => scene.remove());

describe('a file that is not whole', { timeout: 120_000 }, () => {
  async function expectRefused(name: string, content: Buffer, words: RegExp): Promise<void> {
    const at = scene.before(`refused-${name}`);
    const version = await versionOf(at);
    expectLine(await load(at, scene.write(name, content)), 3, words);
    expect(await versionOf(at)).toEqual(version);
    await scene.expectWholeAfter(at);
  }

  it.each([0.3, 0.9, 0.9999])('gzip, cut off after %f of it', async (share) => {
    const bytes = gzipSync(readFileSync(scene.second));
    const cut = bytes.subarray(0, Math.floor(bytes.length * share));
    await expectRefused(`cut-${share}.csv.gz`, cut, /the gzip is (cut off|damaged): copy it again/);
  });

  it('gzip, with a byte changed', async () => {
    const bytes = gzipSync(readFileSync(scene.second));
    bytes[bytes.length >> 1]! ^= 0xff;
    await expectRefused('changed.csv.gz', bytes, /the gzip is (cut off|damaged)|cannot be read/);
  });

  it('and may not be read', async () => {
    const at = scene.before('unreadable');
    chmodSync(dirname(at.published), 0o777);
    for (const path of [at.lock, at.working, at.key]) chmodSync(path, 0o666);
    const file = scene.write('unreadable.csv', readFileSync(scene.second));
    chmodSync(file, 0o000);
    expectLine(await load(at, file, { plainUser: true }), 3, /unreadable\.csv: this user may not read it/);
  });

  it.each(['cut', 'middle', 'footer'])('Parquet, damaged: %s', async (how) => {
    const path = join(scene.dir, `${how}.source.parquet`);
    await inMemory(({ connection }) =>
      connection.run(
        `COPY (FROM read_csv('${scene.second}', all_varchar = true)) TO '${path}' (FORMAT parquet)`,
      ),
    );
    const bytes = readFileSync(path);
    if (how === 'middle') bytes.fill(0xff, bytes.length >> 2, bytes.length >> 1);
    if (how === 'footer') bytes.fill(0xff, bytes.length - 600, bytes.length - 8);
    const damaged = how === 'cut' ? bytes.subarray(0, bytes.length / 2) : bytes;
    await expectRefused(`${how}.parquet`, damaged, /parquet: the file cannot be read: .+/);
  });
});

describe('a pseudonym key', { timeout: 120_000 }, () => {
  it('that is lost stops the load, which says what that means; its return mends it', async () => {
    const at = scene.before('key-lost');
    renameSync(at.key, `${at.key}.away`);
    const words =
      /db\.key is missing, and the payers .* restore that file from a backup; or load with --new-key/;
    await scene.expectHarmless(at, words, {}, () => renameSync(`${at.key}.away`, at.key));
  });

  it('that is another one stops the load; --new-key goes on with it', async () => {
    const at = scene.before('key-other');
    writeFileSync(at.key, `${'ab'.repeat(32)}\n`);
    expectLine(await load(at, scene.second), 1, /db\.key is another key, and the payers/);
    rmSync(at.key);
    expect((await load(at, scene.second, {}, '--new-key')).code).toBe(0);
    expect(existsSync(at.key)).toBe(true);
    expect((await load(at, scene.first)).code).toBe(0);
  });

  it('may be lost where there are no pseudonyms', async () => {
    const place = workspace();
    mkdirSync(dirname(place.at.key), { recursive: true });
    const log = (id: string) =>
      place.write(
        `${id}.csv`,
        `attempt_id,attempted_at,status,campus_id,channel\n${id},2026-01-01,failed,x,y\n`,
      );
    await place.load(log('a'));
    rmSync(place.at.key);
    await place.load(log('b'));
    expect(await place.ask('SELECT CAST(sum(attempts) AS INTEGER) AS n FROM mart_hourly')).toEqual([
      { n: 2 },
    ]);
  });
});
