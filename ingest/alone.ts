import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { openDatabase, type Patience } from './database.ts';
import { explained } from './errors.ts';
import type { Locations } from './paths.ts';

/**
 * Does `work` while no other process loads, publishes or rolls back. The lock is that of an empty DuckDB file, which
 * the system lets go when a process is killed, and it holds while a published copy is made, when the working database
 * is closed already. What the machine fails at comes as one line.
 * @throws Refusal when another process holds the lock after the wait, or the disk, the memory or the rights give out
 */
export async function alone<Result>(
  locations: Locations,
  patience: Patience | undefined,
  work: () => Promise<Result>,
): Promise<Result> {
  const lock = await openDatabase(locations.lock, patience);
  try {
    for (const path of [locations.working, locations.sample]) {
      rmSync(`${path}.tmp`, { recursive: true, force: true });
    }
    return await work();
  } catch (error) {
    throw explained(error, dirname(locations.published));
  } finally {
    lock.close();
  }
}
