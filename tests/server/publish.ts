import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { closePublished } from '../../src/lib/server/index.ts';
import { randomAttempts } from './attempts.ts';
import type { RawAttempt } from './attempts.ts';
import { learnBaseline } from './baseline.ts';
import { readWorld } from './oracle.ts';
import type { World } from './oracle.ts';
import { newFolder, writeWorld } from './world.ts';

/** Publishes a small random world for the tests of a file, and reads it attempt by attempt. */
export function publishWorld(seed: number, attempts: RawAttempt[] = randomAttempts(seed)) {
  const state = { folder: '', path: '', version: '', world: undefined as unknown as World, raw: attempts };
  beforeAll(async () => {
    state.folder = await newFolder();
    state.path = join(state.folder, 'published.duckdb');
    process.env['PAYWEATHER_DB'] = state.path;
    state.version = await writeWorld(state.path, attempts);
    await learnBaseline(state.path, seed);
    state.world = await readWorld(state.path);
  }, 60_000);
  afterAll(() => {
    closePublished();
    rmSync(state.folder, { recursive: true });
  });
  return state;
}
