import type { Database } from '../database.ts';
import type { Column, Table } from '../tables.ts';
import { TABLES } from '../tables.ts';
import { DETECTION_TABLES } from '../detect/schema.ts';

const SQL_TYPES: Record<Column['type'], string> = {
  text: 'VARCHAR',
  name: 'VARCHAR',
  timezone: 'VARCHAR',
  currency: 'VARCHAR',
  instant: 'TIMESTAMP',
  date: 'DATE',
  integer: 'BIGINT',
  money: 'BIGINT',
  number: 'DOUBLE',
};

/** The name under which a canonical column is stored: money is kept in minor units. */
export function storedName(column: Column): string {
  return column.type === 'money' ? `${column.name}_minor` : column.name;
}

function rawTable(table: Table): string {
  const columns = table.columns.map((column) => `${storedName(column)} ${SQL_TYPES[column.type]}`);
  return `CREATE TABLE IF NOT EXISTS ${table.raw} (
    ${columns.join(', ')}, extra VARCHAR, reports_feedback BOOLEAN, batch_id INTEGER, reason VARCHAR)`;
}

/** What tables of the detection had, and what has taken its place; the next detection fills them anew. */
const OLD_COLUMNS = [
  ['mart_baseline_place', ['half_hour', 'rate'], ['rates DOUBLE[]']],
  ['mart_baseline_rail', ['half_hour', 'factor'], ['factors DOUBLE[]']],
  ['mart_expected', ['category', 'expected'], ['usual DOUBLE[]']],
  ['mart_incidents', [], ['spread DOUBLE', 'threshold DOUBLE']],
  ['mart_incident_drivers', [], ['spread DOUBLE']],
  ['mart_incident_history', [], ['replaces VARCHAR']],
  [
    'mart_calendar_effects',
    ['from_days_to_month_end', 'to_days_to_month_end', 'months'],
    ['occasion VARCHAR', 'days SMALLINT', 'occurrences SMALLINT'],
  ],
] as const;

const STATEMENTS = [
  ...Object.values(TABLES).map(rawTable),
  `CREATE TABLE IF NOT EXISTS raw_batches (
    batch_id INTEGER PRIMARY KEY, file VARCHAR, bytes BIGINT, sha256 VARCHAR, table_name VARCHAR, reading VARCHAR,
    rows_read BIGINT, rows_accepted BIGINT, rows_updated BIGINT, rows_duplicate BIGINT, rows_rejected BIGINT,
    order_decided_updates BIGINT, loaded_at TIMESTAMP, seconds DOUBLE, is_modelled BOOLEAN)`,
  ...['rows_skipped BIGINT', 'rows_promised BIGINT', 'encoding VARCHAR'].map(
    (column) => `ALTER TABLE raw_batches ADD COLUMN IF NOT EXISTS ${column}`,
  ),
  `CREATE TABLE IF NOT EXISTS raw_rejects (batch_id INTEGER, line BIGINT, reason VARCHAR, original VARCHAR)`,
  `CREATE TABLE IF NOT EXISTS raw_mended (batch_id INTEGER, line BIGINT)`,
  `CREATE TABLE IF NOT EXISTS raw_readings (
    batch_id INTEGER, mapping VARCHAR, timezone VARCHAR, columns VARCHAR, delimiter VARCHAR)`,
  `CREATE TABLE IF NOT EXISTS raw_reclassified (channel VARCHAR, error_code VARCHAR)`,
  `CREATE TABLE IF NOT EXISTS raw_replaced (campus_id VARCHAR, order_key VARCHAR, utc_date DATE)`,
  `CREATE TABLE IF NOT EXISTS raw_rematched (campus_id VARCHAR, order_key VARCHAR)`,
  `CREATE TABLE IF NOT EXISTS meta_key (fingerprint VARCHAR)`,
  `CREATE TABLE IF NOT EXISTS meta_models (fingerprint VARCHAR)`,
  `CREATE TABLE IF NOT EXISTS meta_publication (
    data_version VARCHAR, published_at TIMESTAMP, sample BOOLEAN, dictionary_version VARCHAR)`,
  `ALTER TABLE meta_publication ADD COLUMN IF NOT EXISTS pipeline_version VARCHAR`,
  ...DETECTION_TABLES,
  // What earlier versions of the detection kept.
  'DROP TABLE IF EXISTS meta_detection',
  'DROP TABLE IF EXISTS meta_undetected',
  ...OLD_COLUMNS.flatMap(([table, olds, fresh]) => [
    ...fresh.map((column) => `ALTER TABLE ${table} ADD COLUMN IF NOT EXISTS ${column}`),
    ...olds.map((old) => `ALTER TABLE ${table} DROP COLUMN IF EXISTS ${old}`),
  ]),
];

/** Makes the tables that loading writes to, where they are missing. */
export async function createSchema({ connection }: Database): Promise<void> {
  await connection.run(STATEMENTS.join(';\n'));
}
