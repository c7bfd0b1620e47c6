import { rows as select, type Database } from '../database.ts';

/** How many go in at once. */
const AT_ONCE = 20_000;

/** Puts plain objects into a table by the names of their keys; every object has the same keys. */
export async function insertRows(database: Database, table: string, rows: readonly object[]): Promise<void> {
  const types = await select<{ name: string; type: string }>(
    database,
    `SELECT column_name AS name, data_type AS type FROM duckdb_columns()
     WHERE database_name IN (current_database(), 'temp') AND table_name = $table`,
    { table },
  );
  const given = Object.keys(rows[0] ?? {});
  const structure = JSON.stringify([
    Object.fromEntries(
      types.filter(({ name }) => given.includes(name)).map(({ name, type }) => [name, type]),
    ),
  ]);
  for (let from = 0; from < rows.length; from += AT_ONCE) {
    await database.connection.run(
      `INSERT INTO ${table} BY NAME SELECT unnest(from_json($rows::VARCHAR, $structure), recursive := true)`,
      { rows: JSON.stringify(rows.slice(from, from + AT_ONCE)), structure },
    );
  }
}
