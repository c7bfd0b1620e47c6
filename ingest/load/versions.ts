import { row, type Database } from '../database.ts';
import type { Table } from '../tables.ts';
import { storedName } from './schema.ts';

/** What became of the rows of a batch that are not rejects; the three add up to them. */
export interface Outcome {
  accepted: number;
  updated: number;
  duplicate: number;
  /** Updates that only the order of loading decided, since `updated_at` did not differ. */
  orderDecided: number;
}

/** The order in which states of one thing follow each other: the later `updated_at`, else the later row. */
function precedence(table: Table): string {
  const updated = table.columns.some(({ name }) => name === 'updated_at') ? 'updated_at' : 'NULL::TIMESTAMP';
  return `coalesce(${updated}, TIMESTAMP '0001-01-01')`;
}

async function collectVersions(database: Database, table: Table, batch: number): Promise<void> {
  const key = table.key.join(', ');
  const content = table.columns.map(storedName).join(', ');
  await database.connection.run(
    `CREATE OR REPLACE TEMP TABLE versions AS
     WITH
     mine AS (SELECT hash(${key}) AS key_hash FROM ${table.raw} WHERE batch_id = $batch AND reason IS NULL),
     repeated AS (
       SELECT key_hash FROM mine GROUP BY key_hash HAVING count(*) > 1
       UNION
       SELECT hash(${key}) FROM ${table.raw}
       WHERE batch_id < $batch AND hash(${key}) IN (SELECT key_hash FROM mine)
     ),
     candidates AS (
       SELECT rowid AS row, batch_id, ${key}, ${precedence(table)} AS state_time, hash(${content}, extra) AS content
       FROM ${table.raw}
       WHERE reason IS NULL AND hash(${key}) IN (SELECT key_hash FROM repeated)
     ),
     arrived AS (
       SELECT *,
         row_number() OVER (PARTITION BY ${key} ORDER BY batch_id, row) AS arrival,
         max(state_time) OVER (
           PARTITION BY ${key} ORDER BY batch_id, row ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
         ) AS best_before,
         arg_max(content, (state_time, batch_id, row)) OVER (
           PARTITION BY ${key} ORDER BY batch_id, row ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
         ) AS content_before
       FROM candidates
     )
     SELECT *,
       CASE
         WHEN arrival = 1 THEN 'accepted'
         WHEN content = content_before OR state_time < best_before THEN 'duplicate'
         ELSE 'updated'
       END AS outcome
     FROM arrived`,
    { batch },
  );
}

/**
 * Keeps the latest state of everything that the batch brought again, removes the others, and remembers which orders
 * lost a state that was counted before.
 */
export async function resolveVersions(database: Database, table: Table, batch: number): Promise<Outcome> {
  await collectVersions(database, table, batch);
  const counts = await row<{ rows: number; updated: number; duplicate: number; order_decided: number }>(
    database,
    `SELECT
       (SELECT CAST(count(*) AS DOUBLE) FROM ${table.raw} WHERE batch_id = $batch AND reason IS NULL) AS rows,
       CAST(count(*) FILTER (outcome = 'updated') AS DOUBLE) AS updated,
       CAST(count(*) FILTER (outcome = 'duplicate') AS DOUBLE) AS duplicate,
       CAST(count(*) FILTER (outcome = 'updated' AND state_time = best_before) AS DOUBLE) AS order_decided
     FROM versions WHERE batch_id = $batch`,
    { batch },
  );
  if (counts.updated + counts.duplicate > 0) await dropOldStates(database, table, batch);
  return {
    accepted: counts.rows - counts.updated - counts.duplicate,
    updated: counts.updated,
    duplicate: counts.duplicate,
    orderDecided: counts.order_decided,
  };
}

async function dropOldStates({ connection }: Database, table: Table, batch: number): Promise<void> {
  await connection.run(
    `CREATE OR REPLACE TEMP TABLE superseded AS
     SELECT row, batch_id FROM versions
     QUALIFY arrival <> max(arrival) FILTER (outcome <> 'duplicate') OVER (PARTITION BY ${table.key.join(', ')})`,
  );
  if (table.name === 'attempts') {
    await connection.run(
      `INSERT INTO raw_replaced
       SELECT campus_id, CASE WHEN order_id IS NULL THEN 'attempt ' || attempt_id ELSE order_id END,
         CAST(attempted_at AS DATE)
       FROM ${table.raw}
       WHERE rowid IN (SELECT row FROM superseded WHERE batch_id < $batch)`,
      { batch },
    );
  }
  await connection.run(`DELETE FROM ${table.raw} WHERE rowid IN (SELECT row FROM superseded)`);
}
