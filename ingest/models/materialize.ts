import { rows, type Database } from '../database.ts';
import type { Model } from './catalog.ts';
import type { Node } from './graph.ts';
import { within, type Span } from './spans.ts';

/** Does `work` while what a model reads is narrowed to a span of dates, by temporary views before the stored tables. */
export async function narrowed(
  { connection, stored }: Database,
  reads: Model[],
  span: Span,
  work: () => Promise<void>,
): Promise<void> {
  const inputs = reads.filter((it) => it.event_time !== undefined || it.partition !== undefined);
  for (const input of inputs) {
    await connection.run(
      `CREATE OR REPLACE TEMP VIEW ${input.name} AS SELECT * FROM ${stored}.${input.name} WHERE ${within(input, span)}`,
    );
  }
  await work();
  for (const { name } of inputs) await connection.run(`DROP VIEW temp.${name}`);
}

/** Adds the rows whose key is new. */
export async function addKeys(
  { connection, stored }: Database,
  { name, key = [], sql }: Model,
): Promise<void> {
  const matches = key.map((column) => `known.${column} = made.${column}`).join(' AND ');
  await connection.run(
    `INSERT INTO ${stored}.${name} SELECT made.* FROM (${sql}) AS made ANTI JOIN ${stored}.${name} AS known ON ${matches}`,
  );
}

/** Removes the keys that only replaced rows had. */
export async function removeUnused(database: Database, nodes: Node[]): Promise<void> {
  const { connection, stored } = database;
  if ((await rows(database, 'SELECT 1 FROM raw_replaced LIMIT 1')).length === 0) return;
  for (const { model } of nodes) {
    if (model.used_by === undefined) continue;
    const key = (model.key ?? []).join(', ');
    const used = model.used_by.map((name) => `SELECT ${key} FROM ${stored}.${name}`).join(' UNION ');
    await connection.run(
      `DELETE FROM ${stored}.${model.name} WHERE (${key}) IN (SELECT ${key} FROM ${stored}.${model.name} EXCEPT (${used}))`,
    );
  }
}

/** Computes the partitions of a span again. */
export async function replacePartitions(
  { connection, stored }: Database,
  { name, partition, sql }: Model,
  span: Span,
): Promise<void> {
  await connection.run(
    `DELETE FROM ${stored}.${name} WHERE ${partition} BETWEEN DATE '${span.from}' AND DATE '${span.to}'`,
  );
  await connection.run(`INSERT INTO ${stored}.${name} SELECT * FROM (${sql})`);
}

/**
 * Computes the rows of the touched keys again, from the whole history of those keys alone; all of it lies between the
 * first and the last touched date.
 */
export async function replaceTouched(
  { connection, stored }: Database,
  { model: { name, replaced_by: touched, sql }, reads }: Node,
  byName: Map<string, Model>,
  dates: string[],
): Promise<void> {
  const columns = await connection.runAndReadAll(`SELECT * FROM ${touched} LIMIT 0`);
  const on = columns
    .columnNames()
    .map((column) => `touched.${column} = whole.${column}`)
    .join(' AND ');
  const span = { from: dates[0] ?? '1970-01-01', to: dates.at(-1) ?? '1970-01-01' };
  const inputs = reads
    .map((read) => byName.get(read))
    .filter((it) => it?.event_time !== undefined) as Model[];
  for (const input of inputs) {
    await connection.run(
      `CREATE OR REPLACE TEMP TABLE ${input.name} AS
       SELECT whole.* FROM ${stored}.${input.name} AS whole
       SEMI JOIN ${touched} AS touched ON ${on}
       WHERE ${within(input, span)}`,
    );
  }
  await connection.run(`DELETE FROM ${stored}.${name} AS whole USING ${touched} AS touched WHERE ${on}`);
  await connection.run(`INSERT INTO ${stored}.${name} SELECT * FROM (${sql})`);
  for (const input of inputs) await connection.run(`DROP TABLE temp.${input.name}`);
}

/** What stands in the database now: VIEW or TABLE, by name. */
export async function standing(database: Database): Promise<Map<string, string>> {
  const found = await rows<{ name: string; kind: string }>(
    database,
    `SELECT table_name AS name, CASE table_type WHEN 'VIEW' THEN 'VIEW' ELSE 'TABLE' END AS kind
     FROM information_schema.tables WHERE table_catalog = current_database()`,
  );
  return new Map(found.map(({ name, kind }) => [name, kind]));
}

/** Makes a model's view, or its table without rows, in the place of what stood there before the refresh. */
export async function createEmpty(
  { connection }: Database,
  { name, materialized, sql }: Model,
  before: Map<string, string>,
): Promise<void> {
  const kind = before.get(name);
  if (kind !== undefined) await connection.run(`DROP ${kind} ${name}`);
  const empty = `CREATE TABLE ${name} AS SELECT * FROM (${sql}) LIMIT 0`;
  await connection.run(materialized === 'view' ? `CREATE VIEW ${name} AS ${sql}` : empty);
}
