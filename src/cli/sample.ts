import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { ingest } from '../../ingest/index.ts';
import type { Locations } from '../../ingest/paths.ts';
import { removeDatabase } from '../../ingest/rebuild.ts';
import { TABLES, type TableName } from '../../ingest/tables.ts';
import { simulate } from '../simulate/index.ts';

const ORDER: TableName[] = ['campuses', 'buildings', 'calendar', 'attempts', 'bills'];

/**
 * Simulates the sample campus (four months of three campuses) and publishes it, marked as a sample.
 * The simulated log lies in `folder` meanwhile.
 */
export async function loadSample(locations: Locations, folder: string): Promise<void> {
  removeDatabase(locations.sample);
  try {
    await simulate({ out: folder });
    for (const table of ORDER) {
      const last = table === ORDER.at(-1);
      await ingest(locations, {
        paths: [join(folder, `${TABLES[table].name}.csv`)],
        table,
        sample: true,
        publish: last,
      });
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
