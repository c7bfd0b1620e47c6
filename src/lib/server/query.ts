import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DuckDBConnection, DuckDBType, DuckDBValue } from '@duckdb/node-api';
import { PARAMETER_TYPES, parameterNames, toDuckDB } from './parameters.ts';
import type { ParameterName, Parameters } from './parameters.ts';
import { packageRoot } from './root.ts';

/** A failed query: keeps which one it was and the driver's own error as its cause. */
export class QueryError extends Error {
  readonly query: string;

  constructor(query: string, cause: unknown) {
    super(`query ${query} failed: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    this.name = 'QueryError';
    this.query = query;
  }
}

interface QueryText {
  sql: string;
  names: ParameterName[];
}

const texts = new Map<string, QueryText>();

/** The text of `sql/queries/<name>.sql`, read once. */
export function queryText(name: string): QueryText {
  let text = texts.get(name);
  if (!text) {
    const sql = readFileSync(join(packageRoot(), 'sql', 'queries', `${name}.sql`), 'utf8');
    text = { sql, names: parameterNames(sql) };
    texts.set(name, text);
  }
  return text;
}

/** Runs a named query; parameters that it does not mention are left out, those not given are null. */
export async function runQuery<Row>(
  connection: DuckDBConnection,
  name: string,
  parameters: Parameters,
): Promise<Row[]> {
  const { sql, names } = queryText(name);
  const values: Record<string, DuckDBValue> = {};
  const types: Record<string, DuckDBType> = {};
  for (const parameter of names) {
    values[parameter] = toDuckDB(parameters[parameter] ?? null);
    types[parameter] = PARAMETER_TYPES[parameter];
  }
  try {
    const reader = await connection.runAndReadAll(sql, values, types);
    return reader.getRowObjectsJS() as Row[];
  } catch (error) {
    throw new QueryError(name, error);
  }
}
