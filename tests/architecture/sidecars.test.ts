import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase, rows, type Database } from '../../ingest/database.ts';
import { ingest } from '../../ingest/index.ts';
import { readModels } from '../../ingest/models/catalog.ts';
import { locate } from '../../ingest/paths.ts';
import { TABLES, type TableName } from '../../ingest/tables.ts';
import { simulate } from '../../src/simulate/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'payweather-sidecars-'));
const models = readModels();
let published: Database;

beforeAll(async () => {
  const log = join(folder, 'log');
  await simulate({ out: log, days: 35, attemptsPerDay: 300, campuses: 2 });
  const locations = locate(join(folder, 'sidecars.duckdb'));
  for (const table of Object.keys(TABLES) as TableName[]) {
    await ingest(locations, { paths: [join(log, `${table}.csv`)], table });
  }
  published = await openDatabase(locations.published);
});

afterAll(() => {
  published.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('the sidecars', () => {
  it.each(models)('$name: its columns are those of the SELECT', async ({ name, columns }) => {
    const found = await rows<{ column_name: string }>(
      published,
      `SELECT column_name FROM (DESCRIBE ${name})`,
    );
    expect(Object.keys(columns)).toEqual(found.map((it) => it.column_name));
  });

  it.each(models)('$name: has rows, and its tests hold', async ({ name, columns }) => {
    const tests = Object.entries(columns).flatMap(([column, { tests = [], values }]) => [
      ...(tests.includes('not_null') ? [`count(*) FILTER ("${column}" IS NULL) AS "${column} is null"`] : []),
      ...(tests.includes('unique')
        ? [`count(*) - count(DISTINCT "${column}") AS "${column} is repeated"`]
        : []),
      ...(values === undefined
        ? []
        : [
            `count(*) FILTER ("${column}" NOT IN (${values.map((it) => `'${it}'`).join(', ')})) AS "${column} is unlisted"`,
          ]),
    ]);
    const [found = {}] = await rows(
      published,
      `SELECT count(*) AS rows, ${[...tests, '0'].join(', ')} FROM ${name}`,
    );
    const { rows: counted, ...offenders } = found;
    expect(Number(counted)).toBeGreaterThan(0);
    expect(Object.entries(offenders).filter(([, count]) => Number(count) !== 0)).toEqual([]);
  });

  it.each(models)('$name: one sentence says its grain', ({ grain, columns }) => {
    expect(grain).toMatch(/^one row per /);
    expect(Object.values(columns).filter(({ meaning }) => meaning.trim() === '')).toEqual([]);
  });

  it.each(models.filter(({ key }) => key !== undefined))(
    '$name: its key is unique',
    async ({ name, key = [] }) => {
      const columns = key.map((column) => `"${column}"`).join(', ');
      const twice = await rows(
        published,
        `SELECT ${columns} FROM ${name} GROUP BY ALL HAVING count(*) > 1 LIMIT 1`,
      );
      expect(twice).toEqual([]);
    },
  );
});
