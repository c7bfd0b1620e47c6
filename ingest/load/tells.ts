import { listValue } from '@duckdb/node-api';
import { literal, rows, type Database } from '../database.ts';
import { takenColumns, type Mapping, type Rule } from '../mapping.ts';
import type { Source } from '../sources/source.ts';
import type { Column, Table } from '../tables.ts';
import type { Telling } from './places.ts';

/** Columns whose values come again and again in a log, so that one that was read tells where the column is. */
const REPEATED = [
  'campus_id',
  'building_id',
  'channel',
  'method',
  'bank',
  'error_code',
  'network_type',
  'platform',
];
const MOST_VALUES = 1000;

const TIME = /^\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}/;
const MONEY = /^-?\d+\.\d{1,2}$/;

/** What the rows of a batch that were read hold in the columns that repeat. */
async function readValues(
  database: Database,
  table: Table,
  batch: number,
): Promise<Map<string, Set<string>>> {
  const columns = table.columns.filter(({ name }) => REPEATED.includes(name));
  const selects = columns.map(
    ({ name }) =>
      `(SELECT DISTINCT ${literal(name)} AS name, ${name} AS text FROM ${table.raw}
        WHERE batch_id = $batch AND reason IS NULL AND ${name} IS NOT NULL LIMIT ${MOST_VALUES})`,
  );
  if (selects.length === 0) return new Map();
  const found = await rows<{ name: string; text: string }>(database, selects.join(' UNION ALL '), { batch });
  return new Map(
    columns.map(({ name }) => [
      name,
      new Set(found.filter((it) => it.name === name).map(({ text }) => text)),
    ]),
  );
}

/** What tells a column: texts that are translated, states, the look of times and sums, values that were read before. */
function tellingOf(column: Column, rule: Rule, known: ReadonlySet<string> | undefined): Telling | undefined {
  if (rule.hash !== undefined || rule.between !== undefined) return undefined;
  if (rule.values !== undefined) return (text) => Object.hasOwn(rule.values ?? {}, text);
  if (column.values !== undefined) return (text) => column.values?.includes(text.toLowerCase()) === true;
  if (column.type === 'instant' || column.type === 'date') return (text) => TIME.test(text);
  if (column.type === 'money') return (text) => MONEY.test(text);
  if (known === undefined || rule.contains !== undefined) return undefined;
  return (text) => known.has(column.type === 'name' ? text.toLowerCase() : text);
}

/** For each column of a file what tells it, where something does. */
export async function tellings(
  database: Database,
  table: Table,
  { columns }: Source,
  mapping: Mapping,
  batch: number,
): Promise<(Telling | undefined)[]> {
  const names = columns ?? [];
  const known = await readValues(database, table, batch);
  const told = new Map(
    table.columns.flatMap((column): [string, Telling][] => {
      const rule = mapping.columns[column.name];
      const [from] = rule ? takenColumns(rule, (name) => names.includes(name)) : [];
      const telling = rule && from !== undefined && tellingOf(column, rule, known.get(column.name));
      return telling ? [[from as string, telling]] : [];
    }),
  );
  return names.map((name) => told.get(name));
}

/** Those of `pseudonyms` that are in the table: of payers who are known. */
export async function knownPayers(
  database: Database,
  table: Table,
  pseudonyms: readonly string[],
): Promise<Set<string>> {
  if (pseudonyms.length === 0) return new Set();
  const found = await rows<{ payer_id: string }>(
    database,
    `SELECT DISTINCT payer_id FROM ${table.raw} WHERE payer_id IN (SELECT unnest($pseudonyms::VARCHAR[]))`,
    { pseudonyms: listValue([...pseudonyms]) },
  );
  return new Set(found.map(({ payer_id: payer }) => payer));
}
