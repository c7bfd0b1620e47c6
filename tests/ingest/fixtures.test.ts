import { cpSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { TableName } from '../../ingest/tables.ts';
import { FIXTURES, inMemory, workspace, type Row, type Workspace } from './support.ts';

/** One load of a case: its files, how they are read, and what must become of their rows. */
interface Load {
  paths: string[];
  table?: TableName;
  mapping?: string;
  timezone?: string;
  /** Turns the CSV into this first. */
  as?: 'gzip' | 'parquet' | 'ndjson';
  /** Rows read, accepted, updated, duplicate, rejected; over all files. */
  counts: number[];
  rejects?: [line: number, reason: string][];
  already_loaded?: boolean;
}

/** Rows of a table by some of its columns; or sums of columns. */
type Table = { columns: string[]; rows: unknown[][] } | Record<string, number>;

type Expected = { loads: Load[]; or?: Load[]; same_as?: string } & Record<string, Table>;

const INNER = new Set(['loads', 'or', 'same_as']);

const readExpected = (folder: string) =>
  JSON.parse(readFileSync(join(FIXTURES, folder, 'expected.json'), 'utf8')) as Expected;

const cases = readdirSync(FIXTURES).filter((folder) => existsSync(join(FIXTURES, folder, 'expected.json')));

async function written(place: Workspace, folder: string, path: string, as: Load['as']): Promise<string> {
  const source = join(FIXTURES, folder, path);
  const name = basename(source);
  if (as === undefined) cpSync(source, join(place.dir, name));
  if (as === undefined) return join(place.dir, name);
  const target = join(place.dir, as === 'gzip' ? `${name}.gz` : `${name}.${as}`);
  const format = { gzip: 'FORMAT csv, COMPRESSION gzip', parquet: 'FORMAT parquet', ndjson: 'FORMAT json' }[
    as
  ];
  await inMemory(({ connection }) =>
    connection.run(
      `COPY (FROM read_csv('${source}', all_varchar = true, header = true)) TO '${target}' (${format})`,
    ),
  );
  return target;
}

async function run(place: Workspace, folder: string, loads: Load[]): Promise<void> {
  for (const { paths, mapping, as, counts, rejects, already_loaded = false, ...options } of loads) {
    const files = await Promise.all(paths.map((path) => written(place, folder, path, as)));
    const result = await place.load(files, {
      ...options,
      ...(mapping && { mapping: join(FIXTURES, folder, mapping) }),
    });
    const sum = (name: 'rows_read' | 'rows_accepted' | 'rows_updated' | 'rows_duplicate' | 'rows_rejected') =>
      result.files.reduce((total, file) => total + file[name], 0);
    expect([
      sum('rows_read'),
      sum('rows_accepted'),
      sum('rows_updated'),
      sum('rows_duplicate'),
      sum('rows_rejected'),
    ]).toEqual(counts);
    expect(result.files.map((file) => file.already_loaded)).toEqual(files.map(() => already_loaded));
    if (rejects === undefined) continue;
    const found = await place.ask(
      `SELECT CAST(line AS INTEGER) AS line, reason FROM raw_rejects
       WHERE batch_id = (SELECT max(batch_id) FROM raw_batches) ORDER BY line`,
    );
    expect(found.map(({ line, reason }) => [line, reason])).toEqual(rejects);
  }
}

/** Rows as a set: what a table must hold does not depend on the order in which it is asked. */
const sorted = (rows: unknown[][]) => rows.map((row) => JSON.stringify(row)).sort();

async function verify(place: Workspace, name: string, table: Table): Promise<void> {
  if ('rows' in table && Array.isArray(table.rows)) {
    const { columns, rows } = table as { columns: string[]; rows: unknown[][] };
    const found = await place.ask(`SELECT ${columns.join(', ')} FROM ${name}`);
    expect(sorted(found.map((row: Row) => columns.map((column) => row[column]))), name).toEqual(sorted(rows));
    return;
  }
  const sums = Object.keys(table).map((column) => `CAST(sum(${column}) AS DOUBLE) AS ${column}`);
  expect(await place.ask(`SELECT ${sums.join(', ')} FROM ${name}`), name).toEqual([table]);
}

describe('fixtures', { timeout: 60_000 }, () => {
  describe.each(cases)('%s', (folder) => {
    const own = readExpected(folder);
    const expected = own.same_as === undefined ? own : { ...readExpected(own.same_as), ...own };
    const ways = [expected.loads, ...(expected.or === undefined ? [] : [expected.or])];
    it.each(ways.map((loads) => [loads.map(({ paths }) => paths.join(' ')).join(', then '), loads] as const))(
      '%s',
      async (_, loads) => {
        const place = workspace();
        const overrides = join(FIXTURES, folder, 'overrides.csv');
        if (existsSync(overrides)) cpSync(overrides, place.at.overrides);
        await run(place, folder, loads);
        const tables = Object.entries(expected).filter(([name]) => !INNER.has(name));
        for (const [name, table] of tables) await verify(place, name, table as Table);
      },
    );
  });
});
