import { DuckDBInstance, type Json } from '@duckdb/node-api';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { openDatabase, openMemory, rows, type Database } from '../../ingest/database.ts';
import { ingest, type IngestOptions, type IngestResult } from '../../ingest/index.ts';
import { locate, ROOT, type Locations } from '../../ingest/paths.ts';

/** Where data lies that is not copied into the repository; not everywhere. */
export const SHARED = join(ROOT, '..', 'shared');

/** The repository's `fixtures/`. */
export const FIXTURES = join(ROOT, 'fixtures');

export type Row = Record<string, Json>;

/** A folder of its own with a database in it. */
export interface Workspace {
  dir: string;
  at: Locations;
  /** Writes a file into the folder and gives its path. */
  write(name: string, content: string | Uint8Array): string;
  load(paths: string | string[], options?: Omit<IngestOptions, 'paths'>): Promise<IngestResult>;
  /** Asks the published file, as the server would open it. */
  ask(sql: string): Promise<Row[]>;
  /** Asks (or spoils) the working database. */
  work(sql: string): Promise<Row[]>;
}

/** A new folder that is removed with the test, or by `remove` where there is no test. */
export function workspace(keep = false): Workspace & { remove(): void } {
  const dir = mkdtempSync(join(tmpdir(), 'payweather-'));
  const remove = () => rmSync(dir, { recursive: true, force: true });
  if (!keep) onTestFinished(remove);
  const at = locate(join(dir, 'db.duckdb'));
  return {
    dir,
    at,
    remove,
    write(name, content) {
      writeFileSync(join(dir, name), content);
      return join(dir, name);
    },
    load: (paths, options = {}) => ingest(at, { paths: [paths].flat(), ...options }),
    ask: (sql) => askFile(at.published, sql),
    work: async (sql) => {
      const database = await openDatabase(at.working);
      try {
        return await rows(database, sql);
      } finally {
        database.close();
      }
    },
  };
}

/** The answer of a database file that is opened for reading only. */
export async function askFile(path: string, sql: string): Promise<Row[]> {
  const instance = await DuckDBInstance.create(path, { access_mode: 'READ_ONLY' });
  try {
    const connection = await instance.connect();
    await connection.run(`SET TimeZone = 'UTC'`);
    const reader = await connection.runAndReadAll(sql);
    connection.closeSync();
    return reader.getRowObjectsJson() as Row[];
  } finally {
    instance.closeSync();
  }
}

/** Runs `work` with a database in memory. */
export async function inMemory<Result>(work: (database: Database) => Promise<Result>): Promise<Result> {
  const database = await openMemory();
  try {
    return await work(database);
  } finally {
    database.close();
  }
}

/** A random number from 0 to 1 at each call, the same ones for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The items in a random order. */
export function shuffled<Item>(items: readonly Item[], random: () => number): Item[] {
  return items
    .map((item) => ({ item, place: random() }))
    .sort((one, other) => one.place - other.place)
    .map(({ item }) => item);
}

/** A row of a log as CSV writes it. */
export function csvLine(fields: readonly string[]): string {
  return fields.map((it) => (/[",\r\n]/.test(it) ? `"${it.replaceAll('"', '""')}"` : it)).join(',');
}

/** A CSV text of objects, with the columns that any of them has. */
export function csvOf(objects: readonly Record<string, string>[]): string {
  const columns = [...new Set(objects.flatMap((it) => Object.keys(it)))];
  return [columns, ...objects.map((it) => columns.map((column) => it[column] ?? ''))]
    .map((fields) => `${csvLine(fields)}\n`)
    .join('');
}

/** Tables of a published file whose rows must not depend on how the logs were loaded. */
export const COMPARED = [
  'mart_hourly',
  'mart_hourly_place',
  'mart_hourly_rail',
  'mart_hourly_device',
  'mart_expected',
  'mart_codes_daily',
  'mart_quality_codes',
  'dim_date',
  'dim_slice',
  'int_orders_at_risk',
  'int_retries',
] as const;

/** What `published` tells apart from another file: for each compared table, the rows that only one of the two has. */
export async function differences(published: string, other: string): Promise<Record<string, Row[]>> {
  return inMemory(async (database) => {
    await database.connection.run(
      `ATTACH '${published}' AS one (READ_ONLY); ATTACH '${other}' AS two (READ_ONLY)`,
    );
    const found: Record<string, Row[]> = {};
    for (const table of COMPARED) {
      const only = (mine: string, yours: string) =>
        `SELECT '${mine}' AS only_in, * FROM (FROM ${mine}.${table} EXCEPT ALL FROM ${yours}.${table})`;
      const different = await rows(
        database,
        `${only('one', 'two')} UNION ALL ${only('two', 'one')} ORDER BY ALL LIMIT 6`,
      );
      if (different.length > 0) found[table] = different;
    }
    return found;
  });
}
