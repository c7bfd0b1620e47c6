import { existsSync } from 'node:fs';
import { alone } from './alone.ts';
import { openMemory } from './database.ts';
import type { IngestOptions } from './index.ts';
import type { Locations } from './paths.ts';
import { pipelineVersion } from './pipeline-version.ts';
import { publishedState } from './publish.ts';
import { recompute } from './rebuild.ts';

/** Whether what is published is a sample; undefined where it needs not be computed anew, or cannot be. */
async function sampleBehind({ published, sample, working }: Locations): Promise<boolean | undefined> {
  const database = await openMemory();
  try {
    const state = await publishedState(database, published);
    if (state === undefined || state.pipeline_version === pipelineVersion()) return undefined;
    return existsSync(state.sample ? sample : working) ? state.sample : undefined;
  } finally {
    database.close();
  }
}

/**
 * Computes anew from the raw rows, and publishes, what another version of the pipeline published. Gives the version;
 * null where nothing is published, what is was computed by this one, perhaps by another process that was waited for, or its
 * raw rows are not here.
 * @throws Refusal as `ingest` does
 */
export async function catchUp(
  locations: Locations,
  { patience, onStep }: Pick<IngestOptions, 'patience' | 'onStep'> = {},
): Promise<string | null> {
  if ((await sampleBehind(locations)) === undefined) return null;
  return alone(locations, patience, async () => {
    const sample = await sampleBehind(locations);
    return sample === undefined ? null : recompute(locations, { sample, patience, onStep });
  });
}
