import { rows, type Database } from '../database.ts';
import { readLearned } from './catalog.ts';

/**
 * Computes what follows from the learned tables (`mart_baseline_…`) again, from a local date on: to be called after the
 * detection has written them, in the same transaction. Without a date everything is computed.
 */
export async function refreshLearned(database: Database, from = '0001-01-01'): Promise<void> {
  const { connection, stored } = database;
  for (const { name, sql, partition } of readLearned()) {
    const known = await rows(
      database,
      `SELECT 1 FROM information_schema.tables
       WHERE table_catalog = current_database() AND table_name = $name`,
      { name },
    );
    if (known.length === 0) await connection.run(`CREATE TABLE ${name} AS SELECT * FROM (${sql}) LIMIT 0`);
    await connection.run(`DELETE FROM ${name} WHERE ${partition} >= DATE '${from}'`);
    await connection.run(
      `CREATE OR REPLACE TEMP VIEW mart_hourly AS SELECT * FROM ${stored}.mart_hourly WHERE ${partition} >= DATE '${from}'`,
    );
    await connection.run(`INSERT INTO ${name} SELECT * FROM (${sql})`);
    await connection.run('DROP VIEW temp.mart_hourly');
  }
}
