import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { open, rename } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { alone } from './alone.ts';
import { openDatabase, type Patience } from './database.ts';
import { explained, Refusal } from './errors.ts';
import { checkKey } from './load/key.ts';
import { createSchema } from './load/schema.ts';
import type { Locations } from './paths.ts';
import { entryHeader, paddingOf, END } from './tar.ts';

/** One file of a backup. */
export interface BackedUp {
  name: string;
  bytes: number;
  sha256: string;
}

/** The entry that says what else the archive holds. */
export const MANIFEST = 'manifest.json';

/** What can be computed again, or is only there while something runs, by how its name goes on after the stem. */
const NOT_KEPT =
  /^(duckdb|sample\..*|lock.*|versions|duckdb\..*|work\.duckdb\..*|.*\.tmp|.*\.unpacked|.*\.half|key\.\d+)$/;

/** The files beside the published one that cannot be computed again. */
export function irreplaceable({ published }: Locations): string[] {
  const folder = dirname(published);
  const stem = `${basename(published).replace(/\.duckdb$/, '')}.`;
  return readdirSync(folder)
    .filter((name) => name.startsWith(stem) && !NOT_KEPT.test(name.slice(stem.length)))
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
    .sort();
}

/**
 * Writes one archive (tar) of everything that cannot be computed again, as of one moment between loads: the working
 * database, the key, the overrides, and what people noted. It holds the key: keep it as safe as that.
 * @throws Refusal when there is nothing to keep, the key is missing or another one, or `out` exists
 */
export async function backup(locations: Locations, out: string, patience?: Patience): Promise<BackedUp[]> {
  if (existsSync(out)) throw new Refusal(`${out} exists already: name another file`);
  if (!existsSync(locations.working)) {
    throw new Refusal(`${locations.working}: nothing has been loaded yet: there is nothing to back up`);
  }
  return alone(locations, patience, async () => {
    const database = await openDatabase(locations.working, patience);
    try {
      await createSchema(database);
      await checkKey(database, locations.key);
      await database.connection.run('FORCE CHECKPOINT');
    } finally {
      database.close();
    }
    const half = `${out}.half`;
    try {
      const files = await writeArchive(half, irreplaceable(locations));
      await rename(half, out);
      return files;
    } catch (error) {
      throw explained(error, dirname(resolve(out)));
    } finally {
      rmSync(half, { force: true });
    }
  });
}

async function writeArchive(path: string, sources: string[]): Promise<BackedUp[]> {
  const archive = await open(path, 'w', 0o600);
  try {
    const files: BackedUp[] = [];
    for (const source of sources) {
      const bytes = statSync(source).size;
      const name = basename(source);
      const hash = createHash('sha256');
      await archive.appendFile(entryHeader(name, bytes));
      if (bytes > 0) {
        for await (const chunk of createReadStream(source, { end: bytes - 1, highWaterMark: 1 << 20 })) {
          hash.update(chunk as Buffer);
          await archive.appendFile(chunk as Buffer);
        }
      }
      await archive.appendFile(paddingOf(bytes));
      files.push({ name, bytes, sha256: hash.digest('hex') });
    }
    const manifest = Buffer.from(`${JSON.stringify({ files }, null, 2)}\n`);
    await archive.appendFile(entryHeader(MANIFEST, manifest.length));
    await archive.appendFile(manifest);
    await archive.appendFile(paddingOf(manifest.length));
    await archive.appendFile(END);
    await archive.sync();
    return files;
  } finally {
    await archive.close();
  }
}
