import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ingest } from '../../ingest/index.ts';
import { locate, type Locations } from '../../ingest/paths.ts';
import { TABLES, type TableName } from '../../ingest/tables.ts';
import { simulate } from '../../src/simulate/index.ts';
import { recordIncidents, truthOf } from '../detect/incidents.ts';

/** A new folder for a database and what it is made from. */
export const newFolder = () => mkdtempSync(join(tmpdir(), 'payweather-e2e-'));
export const removeFolder = (folder: string) => rmSync(folder, { recursive: true, force: true });

/** Simulates forty days of two campuses, and publishes them as a sample, with the incidents that they hold. */
export async function publishSample(folder: string): Promise<Locations> {
  const log = join(folder, 'log');
  await simulate({ out: log, days: 40, attemptsPerDay: 1200, campuses: 2 });
  const locations = locate(join(folder, 'payweather.duckdb'));
  for (const table of ['campuses', 'buildings', 'calendar', 'attempts', 'bills'] satisfies TableName[]) {
    await ingest(locations, {
      paths: [join(log, `${TABLES[table].name}.csv`)],
      table,
      sample: true,
      publish: table === 'bills',
    });
  }
  await recordIncidents(locations.published, truthOf(readFileSync(join(log, 'truth.json'), 'utf8')));
  return locations;
}
