import { copyFileSync, constants } from 'node:fs';
import { literal, rows, type Database } from './database.ts';
import { requireChecks } from './models/checks.ts';
import type { Locations } from './paths.ts';
import { pipelineVersion } from './pipeline-version.ts';
import { keptVersions, nameVersion, replacePublished } from './versions.ts';

/** What a published file says of itself. */
export interface Published {
  data_version: string;
  sample: boolean;
  /** What computed it; null where that was before versions of the pipeline were kept. */
  pipeline_version: string | null;
}

/** What the file at `published` says of itself; undefined where it is none. */
export async function publishedState(database: Database, published: string): Promise<Published | undefined> {
  const { connection } = database;
  try {
    await connection.run(`ATTACH ${literal(published)} AS published (READ_ONLY)`);
    const found = await rows<Partial<Published>>(database, 'FROM published.meta_publication');
    return found[0] && ({ pipeline_version: null, ...found[0] } as Published);
  } catch {
    return undefined;
  } finally {
    await connection.run('DETACH DATABASE IF EXISTS published');
  }
}

/** The version of the file at `published`; undefined where it holds none. */
export async function publishedVersion(database: Database, published: string): Promise<string | undefined> {
  return (await publishedState(database, published))?.data_version;
}

/** What is said about a publication inside the file. */
export interface Publication {
  sample: boolean;
  dictionaryVersion: string;
}

/**
 * Publishes a complete copy of the working database, if its checks pass: it is written beside `published` and renamed
 * into place, so a reader sees the version before or the version after. The version before is kept, unless it was the
 * simulated campus. Closes the database. Gives the version's name.
 */
export async function publish(
  database: Database,
  locations: Pick<Locations, 'published' | 'versions'>,
  publication: Publication,
): Promise<string> {
  const { connection } = database;
  await requireChecks(database);
  const before = await publishedState(database, locations.published);
  const current = before?.sample === false ? before.data_version : undefined;
  const earlier = [...(before ? [before.data_version] : []), ...keptVersions(locations)];
  const version = nameVersion(publication.dictionaryVersion, earlier);
  await connection.run('DELETE FROM meta_publication');
  await connection.run(
    'INSERT INTO meta_publication VALUES ($version, make_timestamp($at::BIGINT), $sample, $dictionary, $pipeline)',
    {
      version,
      at: BigInt(Date.now()) * 1000n,
      sample: publication.sample,
      dictionary: publication.dictionaryVersion,
      pipeline: pipelineVersion(),
    },
  );
  await connection.run('FORCE CHECKPOINT');
  database.close();
  replacePublished(locations, current, (next) =>
    copyFileSync(database.path, next, constants.COPYFILE_FICLONE),
  );
  return version;
}
