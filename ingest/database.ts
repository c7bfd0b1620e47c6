import {
  DuckDBInstance,
  type DuckDBConnection,
  type DuckDBValue,
  type DuckDBVector,
  type Json,
} from '@duckdb/node-api';
import { mkdirSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { EXIT, explained, Refusal } from './errors.ts';

/** Values bound to the `$names` of a statement. */
export type Parameters = Record<string, DuckDBValue>;

/** A connection to a database that this process alone writes to. */
export interface Database {
  path: string;
  connection: DuckDBConnection;
  /** The schema of stored tables, as SQL writes it: temporary ones of the same name stand before them. */
  stored: string;
  close(): void;
}

/** How long to wait for a database that another process writes to; `onWait` is told once. */
export interface Patience {
  seconds: number;
  onWait?: (path: string, seconds: number) => void;
}

const IMPATIENT: Patience = { seconds: 0 };
const LOOK_AGAIN_MS = 250;

/** Memory that DuckDB may use for one load; the rest of the 2 GiB is for reading buffers and Node. */
const MEMORY_LIMIT = process.env['PAYWEATHER_MEMORY_LIMIT'] ?? '1200MB';

/**
 * Lets DuckDB use no more than a share of its memory from here on: what Node holds meanwhile must find room too.
 * @throws Error where more is in use and cannot be put aside
 */
export async function useMemory({ connection }: Database, share: number): Promise<void> {
  const [, amount = '', unit = ''] = /^([\d.]+)\s*(\D+)$/.exec(MEMORY_LIMIT) ?? [];
  await connection.run(`SET memory_limit = ${literal(`${Number(amount) * share}${unit}`)}`);
}

const isLocked = (error: unknown) => String(error).includes('Could not set lock');

/** What DuckDB writes first; a shorter file holds nothing, since its making was cut short. */
const HEADER_BYTES = 3 * 4096;

const isStillborn = (path: string) =>
  (statSync(path, { throwIfNoEntry: false })?.size ?? HEADER_BYTES) < HEADER_BYTES;

async function openWhenFree(path: string, { seconds, onWait }: Patience): Promise<DuckDBInstance> {
  const until = performance.now() + seconds * 1000;
  for (let looks = 0; ; looks += 1) {
    try {
      return await DuckDBInstance.create(path, { memory_limit: MEMORY_LIMIT });
    } catch (error) {
      if (!isLocked(error) && isStillborn(path) && looks === 0) {
        rmSync(path);
        continue;
      }
      if (!isLocked(error) || performance.now() >= until) throw error;
      if (looks === 0) onWait?.(path, seconds);
      await setTimeout(LOOK_AGAIN_MS);
    }
  }
}

/**
 * Opens (or makes) the database at `path` for writing, in UTC.
 * @throws Refusal when another process still writes to it after the wait, or when the folder cannot be written to
 */
export async function openDatabase(path: string, patience = IMPATIENT): Promise<Database> {
  try {
    mkdirSync(dirname(path), { recursive: true });
    const instance = await openWhenFree(path, patience);
    const connection = await instance.connect();
    await connection.run(`SET TimeZone = 'UTC'`);
    const [[name] = []] = (await connection.runAndReadAll('SELECT current_database()')).getRows();
    let isClosed = false;
    return {
      path,
      connection,
      stored: `${identifier(String(name))}.main`,
      close() {
        if (isClosed) return;
        isClosed = true;
        connection.closeSync();
        instance.closeSync();
      },
    };
  } catch (cause) {
    if (!isLocked(cause)) {
      throw explained(cause, dirname(path), `${path} cannot be opened for writing: ${firstLine(cause)}`);
    }
    const [, by = ''] = /( \(PID \d+\))/.exec(String(cause)) ?? [];
    throw new Refusal(
      `${path} is being written to by another process${by}: try again when it has ended, or wait longer with --wait SECONDS (waited ${patience.seconds} s)`,
      EXIT.failed,
      cause,
    );
  }
}

/** Opens a database that lives in memory only, for reading files and for tests. */
export async function openMemory(): Promise<Database> {
  return openDatabase(':memory:');
}

/** All rows of a query as plain objects; 64-bit integers come as strings, so cast them in the query. */
export async function rows<Row extends Record<string, Json>>(
  { connection }: Database,
  sql: string,
  parameters?: Parameters,
): Promise<Row[]> {
  const reader = await connection.runAndReadAll(sql, parameters);
  return reader.getRowObjectsJson() as Row[];
}

/** Takes part by part what a query gives: its columns, and how many rows there are. */
export async function eachPart(
  { connection }: Database,
  sql: string,
  parameters: Parameters,
  take: (columns: DuckDBVector[], size: number) => void,
): Promise<void> {
  const result = await connection.stream(sql, parameters);
  for (let part = await result.fetchChunk(); part && part.rowCount > 0; part = await result.fetchChunk()) {
    const columns = Array.from({ length: part.columnCount }, (_, at) => part!.getColumnVector(at));
    take(columns, part.rowCount);
  }
}

/** The first row of a query, which must have one. */
export async function row<Row extends Record<string, Json>>(
  database: Database,
  sql: string,
  parameters?: Parameters,
): Promise<Row> {
  const [first] = await rows<Row>(database, sql, parameters);
  if (first === undefined) throw new Error(`the query gave no row: ${sql}`);
  return first;
}

/** Runs `work` in one transaction: all of it happens, or none. */
export async function inTransaction<Result>(
  { connection }: Database,
  work: () => Promise<Result>,
  end: 'COMMIT' | 'ROLLBACK' = 'COMMIT',
): Promise<Result> {
  await connection.run('BEGIN TRANSACTION');
  try {
    const result = await work();
    await connection.run(end);
    return result;
  } catch (error) {
    await connection.run('ROLLBACK').catch(() => undefined);
    throw error;
  }
}

/** A name as SQL writes it. */
export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A text as SQL writes it; only for what cannot be bound (arguments of table functions, JSON paths). */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** The name of one file as SQL writes it, for a function that would take it for a glob. */
export function fileLiteral(path: string): string {
  return literal(path.replace(/[*?[]/g, '[$&]'));
}

/** The first line of an error, without DuckDB's excerpt of the statement. */
export function firstLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return (text.split('\n')[0] ?? text).replace(/^(?:[A-Z]\w+ )?Error: /, '');
}
