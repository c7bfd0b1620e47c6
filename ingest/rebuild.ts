import { rmSync } from 'node:fs';
import { inTransaction, openDatabase, useMemory, type Database } from './database.ts';
import { storeExpected } from './detect/expected.ts';
import { detect } from './detect/index.ts';
import { marksPath, readMarks } from './detect/marks.ts';
import type { IngestOptions } from './index.ts';
import { createSchema } from './load/schema.ts';
import { dictionaryVersion } from './models/reference.ts';
import { refresh } from './models/refresh.ts';
import type { Locations } from './paths.ts';
import { publish } from './publish.ts';

/** The share of DuckDB's memory that is left to it while the detection holds the bins in Node. */
const DETECTION_SHARE = 0.5;

/** Recomputes what is pending in the working database, and publishes it. Closes the database. */
export async function rebuild(
  database: Database,
  locations: Locations,
  { sample = false, onStep }: Pick<IngestOptions, 'sample' | 'onStep'>,
): Promise<string> {
  const dictionary = dictionaryVersion(locations.overrides);
  onStep?.('compute', 'models');
  const { fingerprint } = await refresh(database, locations.overrides);
  onStep?.('detect', 'spikes');
  const { marks } = readMarks(marksPath(locations.published));
  await useMemory(database, DETECTION_SHARE);
  await inTransaction(database, async () => {
    const scanned = await detect(database, fingerprint, marks);
    await storeExpected(database, scanned.from ?? undefined);
  });
  await useMemory(database, 1);
  onStep?.('publish', locations.published);
  const version = await publish(database, locations, { sample, dictionaryVersion: dictionary });
  if (!sample) removeDatabase(locations.sample);
  return version;
}

/** Opens the working database, or the sample's, brings its tables up to date, recomputes what is pending, and publishes it. */
export async function recompute(
  locations: Locations,
  { sample = false, patience, onStep }: Pick<IngestOptions, 'sample' | 'patience' | 'onStep'> = {},
): Promise<string> {
  const database = await openDatabase(sample ? locations.sample : locations.working, patience);
  await createSchema(database);
  return rebuild(database, locations, { sample, onStep });
}

/** Removes a working database with what DuckDB keeps beside it. */
export function removeDatabase(path: string): void {
  for (const file of [path, `${path}.wal`]) rmSync(file, { force: true });
}
