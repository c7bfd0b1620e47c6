import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { identifier, openMemory, rows } from '../database.ts';
import { Refusal } from '../errors.ts';
import { loadFile, type FileReport } from '../load/file.ts';
import { createSchema, storedName } from '../load/schema.ts';
import type { Mapping } from '../mapping.ts';
import { beginning, isGzip } from '../sources/bytes.ts';
import { LIMITS } from '../sources/limits.ts';
import type { Scratch } from '../sources/pieces.ts';
import type { Input } from '../sources/prepare.ts';
import type { Column, Table } from '../tables.ts';
import type { Opened } from './open.ts';

/** The first rows of a file as they would be read, and what became of all rows of its beginning. */
export interface Preview {
  columns: string[];
  rows: (string | null)[][];
  rows_read: number;
  rejected: FileReport['rejected'];
  /** Why nothing of it can be read. */
  refused: string | null;
}

interface Reading {
  table: Table;
  mapping: Mapping;
  rows: number;
  timezone?: string;
}

/** The beginning of a text as a file of its own, cut where a line ends; anything else as it is. */
async function shortened(input: Input, opened: Opened, scratch: Scratch): Promise<Input> {
  if (opened.encoding === null) return input;
  const bytes = await beginning(input.path, await isGzip(input.path), LIMITS.headerBytes);
  const isWide = opened.encoding.startsWith('utf-16');
  const text = isWide ? Buffer.from(opened.text) : bytes;
  const end = Math.max(text.lastIndexOf(0x0a), text.lastIndexOf(0x0d)) + 1;
  const path = await scratch.file('beginning');
  await writeFile(path, bytes.length < LIMITS.headerBytes || end === 0 ? text : text.subarray(0, end));
  return { name: input.name, path };
}

/** SQL for a column as a person reads it: money in major units, times by the zone's clock, payers hidden. */
function shown(column: Column): string {
  const name = identifier(storedName(column));
  if (column.name === 'payer_id') return `CASE WHEN ${name} IS NOT NULL THEN '***' END`;
  if (column.type === 'money') return `format('{:.2f}', ${name} / 100)`;
  if (column.type !== 'instant') return `left(CAST(${name} AS VARCHAR), 80)`;
  return `strftime(timezone($zone, timezone('UTC', ${name})), '%Y-%m-%d %H:%M:%S')`;
}

/** Reads the beginning of a file through a mapping into memory, with a key that is thrown away. */
export async function preview(
  input: Input,
  opened: Opened,
  scratch: Scratch,
  { table, mapping, rows: most, timezone }: Reading,
): Promise<Preview> {
  const zone = timezone ?? mapping.timezone ?? 'Asia/Shanghai';
  const columns = table.columns.filter(({ name }) => name in mapping.columns);
  const none = { columns: columns.map(({ name }) => name), rows: [], rows_read: 0, rejected: [] };
  const database = await openMemory();
  try {
    await createSchema(database);
    const wide = opened.encoding?.startsWith('utf-16');
    const how = { ...mapping, ...(wide && { encoding: 'utf-8' as const }) };
    const report = await loadFile(
      database,
      await shortened(input, opened, scratch),
      { table, mapping: how, timezone: zone, key: randomBytes(32) },
      scratch,
    );
    const usesZone = columns.some(({ type }) => type === 'instant');
    const found = await rows<Record<string, string | null>>(
      database,
      `SELECT ${columns.map((it) => `${shown(it)} AS ${identifier(it.name)}`).join(', ')} FROM ${table.raw} ORDER BY rowid LIMIT ${most}`,
      usesZone ? { zone } : {},
    );
    return {
      columns: none.columns,
      rows: found.map((row) => none.columns.map((name) => row[name] ?? null)),
      rows_read: report.rows_read,
      rejected: report.rejected,
      refused: null,
    };
  } catch (error) {
    if (error instanceof Refusal) return { ...none, refused: error.message };
    throw error;
  } finally {
    database.close();
  }
}
