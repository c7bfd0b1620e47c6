import { DuckDBInstance } from '@duckdb/node-api';

/** Tables that tell how and when things were loaded, rather than what was: a code once seen stays known. */
const OF_LOADING = ['int_failure_codes', 'mart_incident_history'];

/**
 * What a published file says, table by table: how many rows, and a hash that does not depend on their order. Two files
 * with the same content were made from the same attempts, however these were loaded.
 */
export async function contentOf(path: string): Promise<Record<string, string>> {
  const instance = await DuckDBInstance.create(path, { access_mode: 'READ_ONLY' });
  try {
    const connection = await instance.connect();
    await connection.run(`SET TimeZone = 'UTC'`);
    const tables = await connection.runAndReadAll(
      `SELECT table_name FROM information_schema.tables WHERE regexp_matches(table_name, '^(dim|mart|int)_') ORDER BY 1`,
    );
    const content: Record<string, string> = {};
    for (const [name] of tables.getRows()) {
      const table = String(name);
      if (OF_LOADING.includes(table)) continue;
      const reader = await connection.runAndReadAll(
        `SELECT count(*) || ' rows, ' || coalesce(sum(CAST(hash(t) AS HUGEINT)), 0) FROM ${table} AS t`,
      );
      content[table] = String(reader.getRows()[0]?.[0]);
    }
    connection.closeSync();
    return content;
  } finally {
    instance.closeSync();
  }
}
