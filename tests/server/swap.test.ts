import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, closePublished, currentVersion, readiness } from '../../src/lib/server/index.ts';
import { published } from '../../src/lib/server/published.ts';
import { randomAttempts } from './attempts.ts';
import { newFolder, writeWorld } from './world.ts';

const VERSIONS = Array.from({ length: 10 }, (_, index) => `v${index + 1}`);
const names: string[] = [];
let folder = '';
const at = (name: string) => join(folder, name);

beforeAll(async () => {
  folder = await newFolder();
  process.env['PAYWEATHER_DB'] = at('published.duckdb');
  for (const [index, version] of VERSIONS.entries()) {
    const attempts = randomAttempts(5, { orders: 100 + index * 20, days: 20 });
    names.push(await writeWorld(at(`${version}.duckdb`), attempts, false));
  }
}, 120_000);

afterAll(() => {
  closePublished();
  rmSync(folder, { recursive: true });
});

const publish = (version: string) => renameSync(at(`${version}.duckdb`), at('published.duckdb'));

describe('published', { timeout: 60_000 }, () => {
  it('is not ready before anything was published', async () => {
    expect(await readiness()).toMatchObject({ ready: false });
    await expect(ask('summary')).rejects.toMatchObject({ status: 503, code: 'no_database' });
    writeFileSync(at('published.duckdb'), 'this is no database');
    await expect(ask('summary')).rejects.toMatchObject({ status: 503 });
  });

  it('follows ten replacements under load, no request fails and no answer mixes versions', async () => {
    publish('v1');
    const seen = new Map<string, Set<number>>();
    let running = true;
    const asker = async () => {
      while (running) {
        const [whole, split] = await Promise.all([
          ask('summary', { compare: 'none' }),
          ask('ranking', { by: 'hour', limit: 24 }),
        ]);
        for (const { data_version, total } of [
          { data_version: whole.data_version, total: whole.attempts.value ?? 0 },
          {
            data_version: split.data_version,
            total: split.items.reduce((sum, item) => sum + item.attempts, 0),
          },
        ]) {
          seen.set(data_version, (seen.get(data_version) ?? new Set()).add(total));
        }
      }
    };
    const askers = Array.from({ length: 6 }, asker);
    const answered = async (name: string) => {
      while (!seen.has(name)) await new Promise((resolve) => setTimeout(resolve, 10));
    };
    for (const [index, name] of names.entries()) {
      if (index > 0) publish(VERSIONS[index]!);
      await Promise.race([answered(name), Promise.all(askers)]);
    }
    running = false;
    await Promise.all(askers);
    expect([...seen.keys()]).toEqual(names);
    const totals = [...seen.values()].map((set) => [...set]);
    expect(totals.every((set) => set.length === 1)).toBe(true);
    expect(new Set(totals.flat()).size).toBe(seen.size);
  });

  it('lets a lease end on the version it began with', async () => {
    const lease = await published().lease();
    const next = await writeWorld(at('v11.duckdb'), randomAttempts(5, { orders: 10 }));
    names.push(next);
    publish('v11');
    expect((await currentVersion()).data_version).toBe(next);
    expect(lease.version.publication.data_version).toBe(names[9]);
    expect(await lease.run('publication', {})).toMatchObject([{ data_version: names[9] }]);
    lease.release();
  });

  it('goes on with the version it has when the next one cannot be opened or the file is gone', async () => {
    writeFileSync(at('broken.duckdb'), 'this is no database');
    renameSync(at('broken.duckdb'), at('published.duckdb'));
    expect((await ask('summary')).data_version).toBe(names[10]);
    rmSync(at('published.duckdb'));
    expect((await ask('summary')).data_version).toBe(names[10]);
    names.push(await writeWorld(at('v12.duckdb'), randomAttempts(5, { orders: 10 })));
    publish('v12');
    expect((await ask('summary')).data_version).toBe(names[11]);
  });

  it('stops a question whose asker has gone', async () => {
    const gone = new AbortController();
    gone.abort();
    await expect(ask('summary', {}, gone.signal)).rejects.toThrowError(/abort/i);
    expect((await ask('summary')).data_version).toBe(names[11]);
  });
});
