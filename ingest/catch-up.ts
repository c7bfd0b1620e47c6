import { existsSync } from 'node:fs';
import { alone } from './alone.ts';
import { openDatabase, openMemory } from './database.ts';
import { rebuild, type IngestOptions } from './index.ts';
import { createSchema } from './load/schema.ts';
import type { Locations } from './paths.ts';
import { pipelineVersion } from './pipeline-version.ts';
import { publishedState } from './publish.ts';

async function stateOf({ published }: Locations) {
  const database = await openMemory();
  try {
    return await publishedState(database, published);
  } finally {
    database.close();
  }
}

/**
 * Computes anew from the raw rows, and publishes, what another version of the pipeline published. Gives the version;
 * null where nothing is published, what is was computed by this one, or its raw rows are not here.
 * @throws Refusal as `ingest` does
 */
export async function catchUp(
  locations: Locations,
  { patience, onStep }: Pick<IngestOptions, 'patience' | 'onStep'> = {},
): Promise<string | null> {
  const state = await stateOf(locations);
  if (state === undefined || state.pipeline_version === pipelineVersion()) return null;
  const raw = state.sample ? locations.sample : locations.working;
  if (!existsSync(raw)) return null;
  return alone(locations, patience, async () => {
    const database = await openDatabase(raw, patience);
    await createSchema(database);
    return rebuild(database, locations, { sample: state.sample, onStep });
  });
}
