import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { backup } from '../../ingest/backup.ts';
import { listVersions, rollback } from '../../ingest/history.ts';
import { locate } from '../../ingest/paths.ts';
import { restore } from '../../ingest/restore.ts';
import { nameVersion } from '../../ingest/versions.ts';
import { ask, closePublished } from '../../src/lib/server/index.ts';
import { payweather } from '../cli/run.ts';
import { COMPARED, csvOf, differences, workspace } from './support.ts';

const attempt = (id: string) => ({
  attempt_id: id,
  attempted_at: '2026-03-02 12:00:00',
  status: 'failed',
  campus_id: 'north',
  channel: 'alipay',
  payer_id: `payer-${id}`,
});

/** A database that was published `times` times, one attempt more each time. */
async function published(times: number) {
  const place = workspace();
  const names: string[] = [];
  for (let n = 1; n <= times; n += 1) {
    const { version } = await place.load(place.write(`${n}.csv`, csvOf([attempt(`a${n}`)])));
    names.push(version ?? '');
  }
  return { place, names };
}

const attempts = async () => (await ask('summary', { compare: 'none' })).attempts.value;

afterEach(() => closePublished());

describe('versions', { timeout: 120_000 }, () => {
  it('are kept, the last five and the current, as hard links', async () => {
    const { place, names } = await published(7);
    const listed = await listVersions(place.at);
    expect(listed.map(({ version }) => version)).toEqual(names.slice(1).reverse());
    expect(listed.map((it) => it.attempts)).toEqual([7, 6, 5, 4, 3, 2]);
    expect(listed.map(({ current }) => current)).toEqual([true, false, false, false, false, false]);
    expect(readdirSync(place.at.versions)).toHaveLength(5);
  });

  it('are gone back to by rename; the server follows, and the next load goes forward with everything', async () => {
    const { place, names } = await published(3);
    process.env['PAYWEATHER_DB'] = place.at.published;
    expect(await attempts()).toBe(3);
    expect(await rollback(place.at)).toEqual({ version: names[1], before: names[2] });
    expect(await attempts()).toBe(2);
    expect(await rollback(place.at, names[0])).toEqual({ version: names[0], before: names[1] });
    expect(await attempts()).toBe(1);
    await expect(rollback(place.at, names[0])).rejects.toThrow(/is what is published already/);
    await expect(rollback(place.at)).rejects.toThrow(/no earlier version is kept/);
    await expect(rollback(place.at, '20200101T000000000Z-x')).rejects.toThrow(/is not kept/);
    const again = await place.load(join(place.dir, '3.csv'));
    expect(again.files[0]?.already_loaded).toBe(true);
    expect(again.version! > names[2]!).toBe(true);
    expect(await attempts()).toBe(3);
  });

  it('keep their order when the clock jumps back', async () => {
    const { place, names } = await published(2);
    const ahead = nameVersion('x', names, Date.now() + 86_400_000 * 365);
    expect(ahead > names[1]!).toBe(true);
    expect(nameVersion('x', [names[0]!, ahead], 0) > ahead).toBe(true);
    await place.work(`UPDATE meta_publication SET data_version = '${ahead}'`);
    writeFileSync(place.at.published, readFileSync(place.at.working));
    const { version } = await place.load(place.write('3.csv', csvOf([attempt('a3')])));
    expect(version! > ahead).toBe(true);
    expect((await listVersions(place.at)).map((it) => it.version).slice(0, 2)).toEqual([version, ahead]);
  });
});

describe('a backup', { timeout: 120_000 }, () => {
  it('holds what cannot be computed again, and restores to the same numbers and pseudonyms', async () => {
    const { place } = await published(2);
    writeFileSync(place.at.overrides, 'channel,error_code,category,note\nalipay,E1,network,\n');
    place.write('db.marks.ndjson', '{"mark":"note"}\n');
    await place.load(place.write('9.csv', csvOf([attempt('a9')])));
    const out = join(place.dir, 'all.tar');
    const files = await backup(place.at, out);
    expect(files.map(({ name }) => name)).toEqual([
      'db.key',
      'db.marks.ndjson',
      'db.overrides.csv',
      'db.work.duckdb',
    ]);
    expect(statSync(out).mode & 0o777).toBe(0o600);
    expect(execFileSync('tar', ['-tf', out], { encoding: 'utf8' })).toContain('db.work.duckdb\n');
    await expect(backup(place.at, out)).rejects.toThrow(/exists already/);

    const other = workspace();
    const at = locate(join(other.dir, 'elsewhere.duckdb'));
    await restore(at, out);
    expect(COMPARED.length).toBeGreaterThan(5);
    expect(await differences(at.published, place.at.published)).toEqual({});
    expect(readFileSync(at.key)).toEqual(readFileSync(place.at.key));
    expect(existsSync(join(other.dir, 'elsewhere.marks.ndjson'))).toBe(true);
    await expect(restore(at, out)).rejects.toThrow(/exists already: move it away/);
  });

  it('is refused without the key of its payers, and says so where there is none yet', async () => {
    const place = workspace();
    const { payer_id: _, ...nameless } = attempt('a1');
    await place.load(place.write('1.csv', csvOf([nameless])));
    const out = join(place.dir, 'all.tar');
    const said = async () => {
      rmSync(out, { force: true });
      return payweather(['backup', '--out', out, '--db', place.at.published]);
    };
    expect((await said()).stdout.toString()).toMatch(/it holds the pseudonym key:/);
    const key = readFileSync(place.at.key);
    rmSync(place.at.key);
    expect((await said()).stdout.toString()).toMatch(
      /it holds no pseudonym key, since no payer has been loaded yet/,
    );
    writeFileSync(place.at.key, key);
    await place.load(place.write('2.csv', csvOf([attempt('a2')])));
    for (const spoil of [
      () => rmSync(place.at.key),
      () => writeFileSync(place.at.key, `${'ab'.repeat(32)}\n`),
    ]) {
      spoil();
      const refused = await said();
      expect(refused).toMatchObject({ code: 1 });
      expect(refused.stderr).toMatch(
        /^payweather: \S+db\.key is (missing|another key), and the payers .+\n$/,
      );
      expect(existsSync(out)).toBe(false);
    }
  });

  it('that is damaged restores nothing', async () => {
    const { place } = await published(1);
    const out = join(place.dir, 'all.tar');
    await backup(place.at, out);
    const whole = readFileSync(out);
    const other = workspace();
    for (const damaged of [
      whole.subarray(0, whole.length / 2),
      Buffer.from(whole.map((byte, at) => (at === 40_000 ? byte ^ 1 : byte))),
      Buffer.from('this is no archive'),
    ]) {
      const file = other.write('damaged.tar', damaged);
      await expect(restore(other.at, file)).rejects.toMatchObject({ exitCode: 3 });
      expect(existsSync(other.at.working)).toBe(false);
      expect(existsSync(other.at.published)).toBe(false);
      rmSync(file);
    }
  });
});
