import { existsSync } from 'node:fs';
import { alone } from './alone.ts';
import { openMemory } from './database.ts';
import type { IngestOptions } from './index.ts';
import type { Locations } from './paths.ts';
import { pipelineVersion } from './pipeline-version.ts';
import { publishedState } from './publish.ts';
import { recompute } from './rebuild.ts';

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
  const { sample } = state;
  if (!existsSync(sample ? locations.sample : locations.working)) return null;
  return alone(locations, patience, () => recompute(locations, { sample, patience, onStep }));
}
