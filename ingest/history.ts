import { existsSync, statSync } from 'node:fs';
import { alone } from './alone.ts';
import { openMemory, row, type Database, type Patience } from './database.ts';
import { literal } from './database.ts';
import { EXIT, Refusal } from './errors.ts';
import type { Locations } from './paths.ts';
import { publishedState, publishedVersion } from './publish.ts';
import { keptFile, keptVersions, putBack } from './versions.ts';

/** A published version that can be looked at or gone back to. */
export interface KeptVersion {
  version: string;
  published_at: string;
  attempts: number;
  bytes: number;
  current: boolean;
  sample: boolean;
}

async function describe(database: Database, file: string): Promise<Omit<KeptVersion, 'bytes' | 'current'>> {
  await database.connection.run(`ATTACH ${literal(file)} AS kept (READ_ONLY)`);
  try {
    return await row(
      database,
      `SELECT data_version AS version, strftime(published_at, '%Y-%m-%dT%H:%M:%S.%gZ') AS published_at, sample,
         (SELECT CAST(coalesce(sum(attempts), 0) AS DOUBLE) FROM kept.mart_hourly_place) AS attempts
       FROM kept.meta_publication`,
    );
  } finally {
    await database.connection.run('DETACH kept');
  }
}

/** What is published and the versions kept of before, newest first. */
export async function listVersions(locations: Locations): Promise<KeptVersion[]> {
  const database = await openMemory();
  try {
    const current = await publishedVersion(database, locations.published);
    const names = [...new Set([...(current === undefined ? [] : [current]), ...keptVersions(locations)])];
    const listed: KeptVersion[] = [];
    for (const name of names.sort().reverse()) {
      const isCurrent = name === current;
      const file = isCurrent ? locations.published : keptFile(locations, name);
      const said = await describe(database, file).catch((cause: Error) => {
        throw new Refusal(`${file} does not open: remove it, then try again`, EXIT.failed, cause);
      });
      listed.push({ ...said, bytes: statSync(file).size, current: isCurrent });
    }
    return listed;
  } finally {
    database.close();
  }
}

/** What a rollback did. */
export interface RolledBack {
  version: string;
  before: string | null;
}

/**
 * Publishes a kept version again, by rename: `version`, or the newest one before the current. Nothing that was loaded is
 * lost: the next load publishes all of it.
 * @throws Refusal when that version is not kept, does not open, or is what is published already
 */
export async function rollback(
  locations: Locations,
  version?: string,
  patience?: Patience,
): Promise<RolledBack> {
  return alone(locations, patience, async () => {
    const database = await openMemory();
    try {
      const now = await publishedState(database, locations.published);
      const kept = keptVersions(locations);
      const chosen = version ?? kept.find((name) => now === undefined || name < now.data_version);
      if (chosen === undefined) {
        throw new Refusal(
          `${locations.versions}: no earlier version is kept: there is nothing to go back to`,
        );
      }
      if (chosen === now?.data_version)
        throw new Refusal(`${chosen} is what is published already`, EXIT.usage);
      const file = keptFile(locations, chosen);
      if (!existsSync(file)) {
        throw new Refusal(`${chosen} is not kept: payweather versions lists those that are`, EXIT.usage);
      }
      if ((await publishedVersion(database, file)) !== chosen) {
        throw new Refusal(`${file} does not open: choose another version, what is published is as it was`);
      }
      putBack(locations, now?.sample === false ? now.data_version : undefined, chosen);
      return { version: chosen, before: now?.data_version ?? null };
    } finally {
      database.close();
    }
  });
}
