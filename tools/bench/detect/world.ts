import { join } from 'node:path';
import { literal, openMemory, type Database } from '../../../ingest/database.ts';
import { factsOf, readTruth } from './truth.ts';
import { boardOf } from './ours.ts';
import type { Fact } from './match.ts';
import type { Board } from './scopes.ts';
import type { Truth } from './worlds/types.ts';

/** A prepared world, its published database open for reading only. */
export interface World {
  truth: Truth;
  facts: Fact[];
  board: Board;
  database: Database;
}

/** Opens the world in a folder, gives it to `work`, and closes it. */
export async function withWorld<Result>(
  folder: string,
  work: (world: World) => Promise<Result>,
): Promise<Result> {
  const truth = readTruth(folder);
  const database = await openMemory();
  try {
    await database.connection.run(
      `ATTACH ${literal(join(folder, 'payweather.duckdb'))} AS world (READ_ONLY); USE world`,
    );
    return await work({ truth, facts: factsOf(truth), board: await boardOf(database), database });
  } finally {
    database.close();
  }
}
