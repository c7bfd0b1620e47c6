import {
  closeSync,
  constants,
  copyFileSync,
  fsyncSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { literal, rows, type Database } from './database.ts';
import { requireChecks } from './models/checks.ts';

function flush(path: string): void {
  const handle = openSync(path, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Copies that an earlier publish left when it was killed; only one writer at a time gets here. */
function removeLeftovers(published: string): void {
  const folder = dirname(published);
  for (const file of readdirSync(folder)) {
    if (file.startsWith(`${basename(published)}.next-`)) rmSync(join(folder, file), { force: true });
  }
}

/** The version of the file at `published`; undefined where it holds none. */
export async function publishedVersion(database: Database, published: string): Promise<string | undefined> {
  const { connection } = database;
  try {
    await connection.run(`ATTACH ${literal(published)} AS published (READ_ONLY)`);
    const found = await rows<{ data_version: string }>(
      database,
      'SELECT data_version FROM published.meta_publication',
    );
    return found[0]?.data_version;
  } catch {
    return undefined;
  } finally {
    await connection.run('DETACH DATABASE IF EXISTS published');
  }
}

/** What is said about a publication inside the file. */
export interface Publication {
  sample: boolean;
  dictionaryVersion: string;
}

/**
 * Publishes a complete copy of the working database, if its checks pass: it is written beside `published` and renamed
 * into place, so a reader sees the version before or the version after. Closes the database.
 * Gives the version's name.
 */
export async function publish(
  database: Database,
  published: string,
  publication: Publication,
): Promise<string> {
  const { connection } = database;
  await requireChecks(database);
  const at = new Date();
  const version = `${at.toISOString().replace(/[-:]/g, '').replace('.', '')}-${publication.dictionaryVersion}`;
  await connection.run('DELETE FROM meta_publication');
  await connection.run(
    'INSERT INTO meta_publication VALUES ($version, make_timestamp($at::BIGINT), $sample, $dictionary)',
    {
      version,
      at: BigInt(at.getTime()) * 1000n,
      sample: publication.sample,
      dictionary: publication.dictionaryVersion,
    },
  );
  await connection.run('FORCE CHECKPOINT');
  database.close();
  removeLeftovers(published);
  const next = `${published}.next-${process.pid}`;
  copyFileSync(database.path, next, constants.COPYFILE_FICLONE);
  flush(next);
  renameSync(next, published);
  flush(dirname(published));
  return version;
}
