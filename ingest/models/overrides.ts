import type { Database } from '../database.ts';
import type { Override } from '../dictionary/overrides.ts';

const SHAPE = '(channel VARCHAR, error_code VARCHAR, error_message VARCHAR, category VARCHAR, note VARCHAR)';

/** What decides how a failure is read. */
const DECISIVE = 'channel, error_code, error_message, category';

async function fill({ connection }: Database, table: string, overrides: Override[]): Promise<void> {
  const appender = await connection.createAppender(table);
  for (const it of overrides) {
    for (const value of [it.channel, it.error_code, it.error_message, it.category, it.note])
      appender.appendVarchar(value);
    appender.endRow();
  }
  appender.closeSync();
}

/** Makes `ref_overrides` anew. */
export async function loadOverrides(database: Database, overrides: Override[]): Promise<void> {
  await database.connection.run(`CREATE OR REPLACE TABLE ref_overrides ${SHAPE}`);
  await fill(database, 'ref_overrides', overrides);
}

/**
 * Makes `ref_overrides` anew, lists in `raw_reclassified` the codes that are read in another way since, and forgets how
 * they were read.
 */
export async function changeOverrides(database: Database, overrides: Override[]): Promise<void> {
  const { connection } = database;
  await connection.run('CREATE OR REPLACE TEMP TABLE overrides_before AS FROM ref_overrides');
  await loadOverrides(database, overrides);
  const only = (one: string, other: string) =>
    `(SELECT ${DECISIVE} FROM ${one} EXCEPT SELECT ${DECISIVE} FROM ${other})`;
  await connection.run(
    `INSERT INTO raw_reclassified
     SELECT DISTINCT channel, error_code
     FROM (${only('ref_overrides', 'overrides_before')} UNION ALL ${only('overrides_before', 'ref_overrides')})`,
  );
  await connection.run(
    `DELETE FROM int_failure_codes USING raw_reclassified AS changed
     WHERE changed.channel IN (int_failure_codes.channel, '*') AND changed.error_code = int_failure_codes.error_code`,
  );
}
