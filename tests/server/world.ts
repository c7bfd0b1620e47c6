import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { RawAttempt } from './attempts.ts';

const ROOT = join(import.meta.dirname, '..', '..');

/** The models in the order in which each finds what it reads. */
const MODELS = [
  ...['stg_attempts', 'stg_buildings', 'stg_calendar', 'stg_campuses'].map((name) => `staging/${name}`),
  ...[
    'int_campuses',
    'int_clock',
    'int_failure_codes',
    'int_retries',
    'int_attempts',
    'int_orders_at_risk',
  ].map((name) => `intermediate/${name}`),
  ...[
    'dim_date',
    'dim_slice',
    'mart_hourly',
    'mart_hourly_place',
    'mart_hourly_rail',
    'mart_hourly_device',
  ].map((name) => `marts/${name}`),
  ...['mart_baseline', 'mart_codes_daily', 'mart_quality_codes'].map((name) => `marts/${name}`),
];

/** A new folder for the files of one test file. */
export function newFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'payweather-test-'));
}

/** Writes a complete published database, made by the real models from these attempts. */
export async function writeWorld(
  path: string,
  attempts: readonly RawAttempt[],
  dataVersion = 'v1',
  sample = true,
): Promise<void> {
  rmSync(path, { force: true });
  const instance = await DuckDBInstance.create(path);
  const connection = await instance.connect();
  await connection.run(`SET TimeZone = 'UTC'`);
  await createRawTables(connection, `${path}.ndjson`, attempts);
  await createReference(connection);
  for (const model of MODELS) await createModel(connection, model);
  await connection.run(
    `CREATE TABLE meta_publication AS
     SELECT $v AS data_version, TIMESTAMP '2024-03-10 00:00:00' AS published_at, $s AS sample, 'd1' AS dictionary_version`,
    { v: dataVersion, s: sample },
  );
  await connection.run('CHECKPOINT');
  connection.closeSync();
  instance.closeSync();
}

async function createRawTables(connection: DuckDBConnection, file: string, attempts: readonly RawAttempt[]) {
  writeFileSync(file, attempts.map((attempt) => JSON.stringify(attempt)).join('\n'));
  await connection.run(`
    CREATE TABLE raw_attempts AS
    SELECT * REPLACE (epoch_ms(attempted_at) AS attempted_at, epoch_ms(feedback_at) AS feedback_at),
      NULL::TIMESTAMP AS updated_at, NULL::JSON AS extra, 1::BIGINT AS batch_id
    FROM read_json('${file}', format = 'newline_delimited', columns = {
      attempt_id: 'VARCHAR', attempted_at: 'BIGINT', status: 'VARCHAR', campus_id: 'VARCHAR', building_id: 'VARCHAR',
      channel: 'VARCHAR', order_id: 'VARCHAR', payer_id: 'VARCHAR', method: 'VARCHAR', bank: 'VARCHAR',
      error_code: 'VARCHAR', error_message: 'VARCHAR', amount_minor: 'BIGINT', currency: 'VARCHAR',
      latency_ms: 'INTEGER', network_type: 'VARCHAR', platform: 'VARCHAR', feedback_at: 'BIGINT',
      feedback_channel: 'VARCHAR', reports_feedback: 'BOOLEAN'})
    ORDER BY attempted_at`);
  rmSync(file);
  await connection.run(`
    CREATE TABLE raw_campuses(campus_id VARCHAR, name VARCHAR, timezone VARCHAR);
    INSERT INTO raw_campuses VALUES ('c1', 'First', 'Asia/Shanghai'), ('k3', 'Third', 'Asia/Kolkata');
    CREATE TABLE raw_buildings(campus_id VARCHAR, building_id VARCHAR, name VARCHAR, kind VARCHAR, latitude DOUBLE, longitude DOUBLE);
    INSERT INTO raw_buildings VALUES ('c1', 'b1', 'Library', 'library', 31.2, 121.4);
    CREATE TABLE raw_calendar(campus_id VARCHAR, date DATE, kind VARCHAR, note VARCHAR);
    INSERT INTO raw_calendar VALUES ('c1', '2024-02-10', 'holiday', 'Spring Festival');
    CREATE TABLE raw_batches(batch_id BIGINT, file VARCHAR, sha256 VARCHAR, table_name VARCHAR, loaded_at TIMESTAMP,
      seconds DOUBLE, rows_read BIGINT, rows_accepted BIGINT, rows_updated BIGINT, rows_duplicate BIGINT,
      rows_rejected BIGINT, order_decided_updates BIGINT);
    INSERT INTO raw_batches VALUES (1, 'a.csv', 'abc', 'attempts', '2024-03-09 12:00:00', 1.5, 12, 10, 0, 0, 2, 3);
    CREATE TABLE raw_rejects(batch_id BIGINT, line BIGINT, reason VARCHAR, original VARCHAR);
    INSERT INTO raw_rejects VALUES (1, 7, 'bad status', 'x'), (1, 4, 'bad status', 'y');
    CREATE TABLE ref_overrides(channel VARCHAR, error_code VARCHAR, category VARCHAR)`);
}

async function createReference(connection: DuckDBConnection): Promise<void> {
  const csv = (name: string) =>
    `read_csv('${join(ROOT, 'sql/reference', name)}.csv', header = true, all_varchar = true)`;
  await connection.run(`
    CREATE TABLE ref_gateway_codes AS FROM ${csv('gateway_codes')} UNION ALL BY NAME FROM ${csv('gateway_codes_more')};
    CREATE TABLE ref_channel_families AS SELECT * REPLACE (position::INTEGER AS position) FROM ${csv('channel_families')};
    CREATE TABLE ref_technical_families AS SELECT * REPLACE (position::INTEGER AS position) FROM ${csv('technical_families')};
    CREATE TABLE ref_message_patterns AS SELECT * REPLACE (position::INTEGER AS position) FROM ${csv('message_patterns')};
    CREATE TABLE ref_currencies AS SELECT * REPLACE (minor_digits::INTEGER AS minor_digits) FROM ${csv('currencies')}`);
}

async function createModel(connection: DuckDBConnection, model: string): Promise<void> {
  const sql = readFileSync(join(ROOT, 'sql', `${model}.sql`), 'utf8');
  const kind = /^materialized: view$/m.test(readFileSync(join(ROOT, 'sql', `${model}.yml`), 'utf8'))
    ? 'VIEW'
    : 'TABLE';
  await connection.run(`CREATE ${kind} ${model.split('/')[1]} AS ${sql}`);
}
