import { existsSync } from 'node:fs';
import { alone } from '../alone.ts';
import { openDatabase, type Patience } from '../database.ts';
import { waitsForLog } from '../index.ts';
import { createSchema } from '../load/schema.ts';
import type { Locations } from '../paths.ts';
import { rebuild, recompute } from '../rebuild.ts';
import { readOverrides, writeOverrides, type Override } from './overrides.ts';

/** What a change of the overrides did; no version where nothing has been loaded yet. */
export interface Applied {
  overrides: number;
  version: string | null;
}

/**
 * Changes the operator's overrides, computes what they touch, and publishes. Should computing fail, the overrides are
 * kept, and the next load applies them.
 * @throws Refusal when the overrides cannot be read or written, or the machine gives out
 */
export async function changeDictionary(
  locations: Locations,
  change: (overrides: Override[]) => Override[],
  patience?: Patience,
): Promise<Applied> {
  return alone(locations, patience, async () => {
    const overrides = change(readOverrides(locations.overrides));
    writeOverrides(locations.overrides, overrides);
    return { overrides: overrides.length, version: await applyTo(locations, patience) };
  });
}

async function applyTo(locations: Locations, patience?: Patience): Promise<string | null> {
  if (existsSync(locations.working)) {
    const database = await openDatabase(locations.working, patience);
    await createSchema(database);
    if (!(await waitsForLog(database, locations))) return rebuild(database, locations, {});
    database.close();
  }
  if (!existsSync(locations.sample)) return null;
  return recompute(locations, { sample: true, patience });
}
