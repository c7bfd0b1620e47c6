import { listValue } from '@duckdb/node-api';
import { rows, type Database } from '../database.ts';
import type { Model } from './catalog.ts';

function collectTables(node: unknown, found: Set<string>): void {
  if (Array.isArray(node)) {
    for (const item of node) collectTables(item, found);
  } else if (typeof node === 'object' && node !== null) {
    const { type, table_name: table } = node as { type?: string; table_name?: string };
    if (type === 'BASE_TABLE' && table !== undefined) found.add(table);
    for (const value of Object.values(node)) collectTables(value, found);
  }
}

/**
 * The tables that each SELECT reads, by DuckDB's own parser; names of its CTEs among them.
 * @throws Error with the parser's words when a text is no SELECT
 */
export async function tablesOf(database: Database, texts: string[]): Promise<Set<string>[]> {
  const trees = await rows<{ sql: string; tree: string }>(
    database,
    'SELECT sql, json_serialize_sql(sql) AS tree FROM (SELECT unnest($texts::VARCHAR[]) AS sql)',
    { texts: listValue(texts) },
  );
  return trees.map(({ sql, tree }) => {
    const parsed = JSON.parse(tree) as { error: boolean; error_message?: string };
    if (parsed.error) throw new Error(`${parsed.error_message}: ${sql}`);
    const found = new Set<string>();
    collectTables(parsed, found);
    return found;
  });
}

/** A named SELECT with those of its kind that it reads. */
export interface Node<Statement = Model> {
  model: Statement;
  reads: string[];
}

/**
 * Named SELECTs in an order in which each comes after all that it reads.
 * @throws Error that names those that read each other in a circle
 */
export async function inOrder<Statement extends { name: string; sql: string }>(
  database: Database,
  models: Statement[],
): Promise<Node<Statement>[]> {
  const names = new Set(models.map(({ name }) => name));
  const tables = await tablesOf(
    database,
    models.map(({ sql }) => sql),
  );
  const waiting: Node<Statement>[] = models.map((model, index) => ({
    model,
    reads: [...tables[index]!].filter((name) => names.has(name) && name !== model.name).sort(),
  }));
  const ordered: Node<Statement>[] = [];
  const done = new Set<string>();
  while (waiting.length > 0) {
    const next = waiting.findIndex(({ reads }) => reads.every((name) => done.has(name)));
    if (next === -1) {
      throw new Error(`models read each other in a circle: ${waiting.map((it) => it.model.name).join(', ')}`);
    }
    const [node] = waiting.splice(next, 1) as [Node<Statement>];
    ordered.push(node);
    done.add(node.model.name);
  }
  return ordered;
}
