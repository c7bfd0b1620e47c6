import { renameSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { DuckDBInstance } from '@duckdb/node-api';
import type { AlertIncident } from '../../src/lib/contracts/index.ts';

const COLUMNS = `incident_id VARCHAR, category VARCHAR, status VARCHAR, started_at TIMESTAMP, ended_at TIMESTAMP,
  last_seen_at TIMESTAMP, campus_id VARCHAR, building_id VARCHAR, channel VARCHAR, bank VARCHAR, method VARCHAR, timezone VARCHAR,
  observed BIGINT, expected DOUBLE, excess DOUBLE, lost_orders BIGINT, failed_amount BIGINT, currency VARCHAR,
  severity VARCHAR, verdict VARCHAR, recurrence VARCHAR, next_expected DATE`;

/** Publishes a copy of the database at `base` with these incidents and a new version's name; data ends at `through`. */
export async function publishIncidents(
  base: string,
  path: string,
  { incidents, through, version }: { incidents: AlertIncident[]; through: number; version: string },
): Promise<void> {
  await copyFile(base, `${path}.next`);
  const instance = await DuckDBInstance.create(`${path}.next`);
  const connection = await instance.connect();
  const run = (sql: string, values = {}) => connection.run(sql, values);
  await run('DROP TABLE IF EXISTS mart_incidents');
  await run(`CREATE TABLE mart_incidents (${COLUMNS})`);
  const time = (value: number | null) => (value === null ? null : new Date(value).toISOString().slice(0, 19));
  for (const one of incidents) {
    const { started_at, ended_at, last_seen_at, failed_amount, ...rest } = one;
    const row = {
      ...rest,
      ...{ started_at: time(started_at), ended_at: time(ended_at), last_seen_at: time(last_seen_at) },
      failed_amount: Math.round(failed_amount * 100),
    };
    const names = Object.keys(row);
    await run(
      `INSERT INTO mart_incidents (${names.join(', ')}) VALUES (${names.map((name) => `$${name}`).join(', ')})`,
      row,
    );
  }
  await run('UPDATE meta_publication SET data_version = $version', { version });
  await run('UPDATE int_campuses SET data_through = $through', { through: time(through) });
  connection.closeSync();
  instance.closeSync();
  renameSync(`${path}.next`, path);
}
