import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import type { DuckDBAppender, DuckDBConnection } from '@duckdb/node-api';
import type { AnswerTable, ColumnType, Value } from './table.ts';

const TYPES: Record<ColumnType, string> = { text: 'VARCHAR', integer: 'BIGINT', number: 'DOUBLE' };

/** Tables of the same columns, one after another, as one Parquet file; its key-value metadata says what it was made from. */
export async function toParquet(
  tables: AsyncIterable<AnswerTable> | Iterable<AnswerTable>,
  metadata: Record<string, string>,
): Promise<Uint8Array> {
  const folder = await mkdtemp(join(tmpdir(), 'payweather-'));
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  try {
    const connection = await instance.connect();
    let isFirst = true;
    for await (const table of tables) {
      if (isFirst) await create(connection, table);
      isFirst = false;
      await fill(connection, table);
    }
    return await copy(connection, join(folder, 'answer.parquet'), metadata);
  } finally {
    instance.closeSync();
    await rm(folder, { recursive: true });
  }
}

async function create(connection: DuckDBConnection, { columns }: AnswerTable): Promise<void> {
  const definitions = columns.map(({ name, type }) => `"${name}" ${TYPES[type]}`);
  await connection.run(`CREATE TABLE answer (${definitions.join(', ')})`);
}

async function fill(connection: DuckDBConnection, { columns, rows }: AnswerTable): Promise<void> {
  const appender = await connection.createAppender('answer');
  for (const row of rows) {
    for (const { name, type } of columns) append(appender, row[name] ?? null, type);
    appender.endRow();
  }
  appender.closeSync();
}

function append(appender: DuckDBAppender, value: Value, type: ColumnType): void {
  if (value === null) appender.appendNull();
  else if (type === 'integer') appender.appendBigInt(BigInt(value));
  else if (type === 'number') appender.appendDouble(Number(value));
  else appender.appendVarchar(String(value));
}

async function copy(
  connection: DuckDBConnection,
  file: string,
  metadata: Record<string, string>,
): Promise<Uint8Array> {
  const pairs = Object.keys(metadata).map((key) => `"${key}": $${key}`);
  await connection.run(
    `COPY answer TO '${file.replaceAll("'", "''")}' (FORMAT parquet, KV_METADATA {${pairs.join(', ')}})`,
    {
      ...metadata,
    },
  );
  return readFile(file);
}
