import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '../../ingest/database.ts';
import { ingest } from '../../ingest/index.ts';
import { locate, type Locations } from '../../ingest/paths.ts';
import { simulate } from '../../src/simulate/index.ts';
import { limited, smallDisk, type Limited, type Limits } from './limits.ts';
import { askFile, differences, inMemory, workspace } from './support.ts';

let scene: ReturnType<typeof workspace>;
let first: string;
let second: string;
let whole: Locations;

const load = (at: Locations, file: string, limits: Limits = {}, ...words: string[]) =>
  limited(['ingest', file, '--db', at.published, ...words], limits);
const versionOf = (at: Locations) => askFile(at.published, 'SELECT data_version FROM meta_publication');

/** The database of the first file, in a folder of its own (or in one that is there). */
function before(name: string, folder = join(scene.dir, name)): Locations {
  cpSync(join(scene.dir, 'before'), folder, { recursive: true });
  return locate(join(folder, 'db.duckdb'));
}

/** One clear line after the progress, an exit code, no stack trace. */
function expectLine({ code, signal, stderr }: Limited, exitCode: number, words: RegExp): void {
  expect({ code, signal, stderr }).toMatchObject({ code: exitCode, signal: null });
  const lines = stderr.trim().split('\n');
  expect(lines.filter((line) => line.startsWith('payweather: '))).toHaveLength(1);
  expect(lines.at(-1)).toMatch(words);
  expect(stderr).not.toContain('    at ');
}

/** Loads the second file under a fault, then without it: nothing changes first, nothing is missing or double after. */
async function expectHarmless(at: Locations, words: RegExp, limits: Limits, mend = () => {}): Promise<void> {
  const version = await versionOf(at);
  expectLine(await load(at, second, limits), 1, words);
  expect(await versionOf(at)).toEqual(version);
  mend();
  await expectWholeAfter(at);
}

/** Without the fault, the second file gives exactly what it gives undisturbed. */
async function expectWholeAfter(at: Locations): Promise<void> {
  await ingest(at, { paths: [second] });
  expect(await differences(at.published, whole.published)).toEqual({});
}

beforeAll(async () => {
  scene = workspace(true);
  chmodSync(scene.dir, 0o755);
  const out = join(scene.dir, 'log');
  await simulate({ out, days: 8, attemptsPerDay: 1500, campuses: 2, seed: 3 });
  const lines = readFileSync(join(out, 'attempts.csv'), 'utf8').split('\n');
  const middle = Math.floor(lines.length / 4);
  first = scene.write('first.csv', lines.slice(0, middle).join('\n') + '\n');
  second = scene.write('second.csv', [lines[0], ...lines.slice(middle)].join('\n'));
  await ingest(locate(join(scene.dir, 'before', 'db.duckdb')), { paths: [first] });
  whole = before('whole');
  await ingest(whole, { paths: [second] });
}, 120_000);
afterAll(() => scene.remove());

describe('a machine that fails', { timeout: 180_000 }, () => {
  const size = (path: string) => Math.ceil(readFileSync(path).length / 1024);

  it('with a disk full while it reads', async () => {
    const folder = join(scene.dir, 'full-read');
    const mounted = smallDisk(folder, Math.ceil((size(before('sizes').working) * 2) / 1024) + 1);
    const at = before('full-read');
    if (mounted) writeFileSync(join(folder, 'other'), '');
    const version = await versionOf(at);
    const limits = mounted ? {} : { fileKiB: size(at.working) + 64 };
    expectLine(await load(at, second, limits), 1, /the disk is full: free some space/);
    expect(await versionOf(at)).toEqual(version);
    const elsewhere = join(scene.dir, 'full-read-mended');
    cpSync(folder, elsewhere, { recursive: true });
    const mended = locate(join(elsewhere, 'db.duckdb'));
    await expectWholeAfter(mended);
  });

  it('with a disk full while it publishes', async () => {
    const at = before('full-publish');
    await ingest(at, { paths: [second], publish: false });
    await expectHarmless(at, /the disk is full: free some space/, { fileKiB: size(at.working) / 2 });
  });

  it.each([0.2, 1.5])('with files that may not grow beyond %f of what is there', async (share) => {
    const at = before(`limit-${share}`);
    const limits = { fileKiB: Math.ceil(size(at.working) * share) };
    const version = await versionOf(at);
    const ran = await load(at, second, limits);
    if (ran.code !== 0) {
      expectLine(ran, 1, /the disk is full: free some space/);
      expect(await versionOf(at)).toEqual(version);
    }
    await expectWholeAfter(at);
  });

  it('with too little memory', async () => {
    await expectHarmless(before('memory'), /memory ran out: set PAYWEATHER_MEMORY_LIMIT higher/, {
      memory: '12MB',
    });
  });

  it('with a folder that cannot be written to', async () => {
    const at = before('read-only');
    const folder = dirname(at.published);
    chmodSync(folder, 0o555);
    const limits = { plainUser: true };
    await expectHarmless(at, /read-only cannot be written to: make the folder writable/, limits, () =>
      chmodSync(folder, 0o755),
    );
  });

  it('with a file that cannot be written to', async () => {
    const at = before('read-only-file');
    chmodSync(dirname(at.published), 0o777);
    chmodSync(at.lock, 0o666);
    chmodSync(at.working, 0o444);
    await expectHarmless(at, /cannot be written to: make the folder writable/, { plainUser: true }, () =>
      chmodSync(at.working, 0o644),
    );
  });
});

describe('a database whose making was cut short', { timeout: 120_000 }, () => {
  it.each([0, 4096, 8192])('after %d bytes is made again', async (bytes) => {
    const place = workspace();
    place.write('db.lock.duckdb', Buffer.alloc(bytes, 1));
    place.write('db.work.duckdb', Buffer.alloc(bytes, 1));
    await place.load([first, second]);
    expect(await differences(place.at.published, whole.published)).toEqual({});
  });
});

describe('another process that writes', { timeout: 120_000 }, () => {
  it.each(['lock', 'working'] as const)(
    'and holds %s is waited for, and given up on after --wait',
    async (file) => {
      const at = before(`held-${file}`);
      const version = await versionOf(at);
      const held = await openDatabase(at[file]);
      const ran = await load(at, second, {}, '--wait', '1');
      expect(ran.stderr).toMatch(/is being written to by another process: waiting up to 1 s\n/);
      expectLine(ran, 1, /is being written to by another process \(PID \d+\): try again when it has ended/);
      expect(await versionOf(at)).toEqual(version);
      const waiting = load(at, second, {}, '--wait', '60');
      await new Promise((go) => setTimeout(go, 2500));
      held.close();
      expect((await waiting).code).toBe(0);
      expect(await differences(at.published, whole.published)).toEqual({});
    },
  );

  it('takes turns with others: nothing is lost and nothing is double', async () => {
    const at = before('turns');
    const lines = readFileSync(second, 'utf8').trimEnd().split('\n');
    const parts = [0, 1, 2].map((n) =>
      scene.write(
        `turn-${n}.csv`,
        [lines[0], ...lines.slice(1).filter((_, line) => line % 3 === n)].join('\n'),
      ),
    );
    const ran = await Promise.all(parts.map((part) => load(at, part)));
    expect(ran.map(({ code }) => code)).toEqual([0, 0, 0]);
    expect(await differences(at.published, whole.published)).toEqual({});
  });
});

describe('a file that is not whole', { timeout: 120_000 }, () => {
  async function expectRefused(name: string, content: Buffer, words: RegExp): Promise<void> {
    const at = before(`refused-${name}`);
    const version = await versionOf(at);
    expectLine(await load(at, scene.write(name, content)), 3, words);
    expect(await versionOf(at)).toEqual(version);
    await expectWholeAfter(at);
  }

  it.each([0.3, 0.9, 0.9999])('gzip, cut off after %f of it', async (share) => {
    const bytes = gzipSync(readFileSync(second));
    const cut = bytes.subarray(0, Math.floor(bytes.length * share));
    await expectRefused(
      `cut-${share}.csv.gz`,
      cut,
      /the gzip file is cut off or damaged \(.*\): copy or export/,
    );
  });

  it('gzip, with a byte changed', async () => {
    const bytes = gzipSync(readFileSync(second));
    bytes[bytes.length >> 1]! ^= 0xff;
    await expectRefused('changed.csv.gz', bytes, /the gzip file is cut off or damaged|cannot be read/);
  });

  it('and may not be read', async () => {
    const at = before('unreadable');
    chmodSync(dirname(at.published), 0o777);
    for (const path of [at.lock, at.working, at.key]) chmodSync(path, 0o666);
    const file = scene.write('unreadable.csv', readFileSync(second));
    chmodSync(file, 0o000);
    expectLine(await load(at, file, { plainUser: true }), 3, /unreadable\.csv: this user may not read it/);
  });

  it.each(['cut', 'middle', 'footer'])('Parquet, damaged: %s', async (how) => {
    const path = join(scene.dir, `${how}.source.parquet`);
    await inMemory(({ connection }) =>
      connection.run(`COPY (FROM read_csv('${second}', all_varchar = true)) TO '${path}' (FORMAT parquet)`),
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
    const at = before('key-lost');
    renameSync(at.key, `${at.key}.away`);
    const words =
      /db\.key is missing, and the payers .* restore that file from a backup; or load with --new-key/;
    await expectHarmless(at, words, {}, () => renameSync(`${at.key}.away`, at.key));
  });

  it('that is another one stops the load; --new-key goes on with it', async () => {
    const at = before('key-other');
    writeFileSync(at.key, `${'ab'.repeat(32)}\n`);
    expectLine(await load(at, second), 1, /db\.key is another key, and the payers/);
    rmSync(at.key);
    expect((await load(at, second, {}, '--new-key')).code).toBe(0);
    expect(existsSync(at.key)).toBe(true);
    expect((await load(at, first)).code).toBe(0);
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
