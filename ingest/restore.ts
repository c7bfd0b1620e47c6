import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { alone } from './alone.ts';
import { MANIFEST, type BackedUp } from './backup.ts';
import type { Patience } from './database.ts';
import { EXIT, Refusal } from './errors.ts';
import type { Locations } from './paths.ts';
import { recompute } from './rebuild.ts';
import { paddingOf, readHeader, type Entry } from './tar.ts';
import { flush } from './versions.ts';

const manifest = z.object({
  files: z.array(z.object({ name: z.string().regex(/^[^/\\]+$/), bytes: z.number(), sha256: z.string() })),
});

async function listEntries(archive: string): Promise<Entry[]> {
  const handle = await open(archive, 'r');
  try {
    const entries: Entry[] = [];
    for (let at = 0; ;) {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(512), 0, 512, at);
      const entry = readHeader(buffer.subarray(0, bytesRead), at + 512);
      if (entry === null) return entries;
      entries.push(entry);
      at = entry.at + entry.bytes + paddingOf(entry.bytes).length;
    }
  } finally {
    await handle.close();
  }
}

async function contentOf(archive: string, { at, bytes }: Entry): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of createReadStream(archive, { start: at, end: at + bytes - 1 }))
    chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

async function extract(
  archive: string,
  { at, bytes }: Entry,
  { name, sha256 }: BackedUp,
  to: string,
): Promise<void> {
  const hash = createHash('sha256');
  const out = createWriteStream(to, { mode: 0o600 });
  if (bytes === 0) out.end();
  else {
    await pipeline(
      createReadStream(archive, { start: at, end: at + bytes - 1, highWaterMark: 1 << 20 }),
      async function* (chunks: AsyncIterable<Buffer>) {
        for await (const chunk of chunks) {
          hash.update(chunk);
          yield chunk;
        }
      },
      out,
    );
  }
  if (hash.digest('hex') !== sha256) throw new Error(`${name} in it is damaged`);
  if (bytes > 0) flush(to);
}

async function readManifest(archive: string): Promise<{ entries: Map<string, Entry>; files: BackedUp[] }> {
  const entries = new Map((await listEntries(archive)).map((entry) => [entry.name, entry]));
  const last = entries.get(MANIFEST);
  if (last === undefined) throw new Error('it holds no manifest');
  return { entries, ...manifest.parse(JSON.parse((await contentOf(archive, last)).toString('utf8'))) };
}

/**
 * Puts what {@link backup} wrote in its place, beside a database that need not have the same name, and publishes it.
 * Gives the version published.
 * @throws Refusal when the archive is damaged, or something has been loaded there already
 */
export async function restore(locations: Locations, archive: string, patience?: Patience): Promise<string> {
  if (!existsSync(archive)) throw new Refusal(`${archive}: no such file: name a backup`, EXIT.unusable);
  return alone(locations, patience, async () => {
    if (existsSync(locations.working)) {
      throw new Refusal(
        `${locations.working} exists already: move it away, or name another place with --db FILE`,
      );
    }
    const folder = `${locations.working}.tmp`;
    try {
      mkdirSync(folder, { recursive: true });
      const { entries, files } = await readManifest(archive);
      const work = files.find(({ name }) => name.endsWith('.work.duckdb'));
      if (work === undefined) throw new Error('it holds no working database');
      const stem = work.name.slice(0, -'work.duckdb'.length);
      const target = `${basename(locations.working).slice(0, -'work.duckdb'.length)}`;
      for (const file of files) {
        const entry = entries.get(file.name);
        if (entry === undefined || !file.name.startsWith(stem)) throw new Error(`${file.name} is not in it`);
        await extract(archive, entry, file, join(folder, target + file.name.slice(stem.length)));
      }
      const names = files.filter((it) => it !== work).map(({ name }) => target + name.slice(stem.length));
      for (const name of [...names, basename(locations.working)]) {
        renameSync(join(folder, name), join(dirname(locations.working), name));
      }
      flush(dirname(locations.working));
    } catch (cause) {
      if (cause instanceof Refusal || (cause as NodeJS.ErrnoException).code !== undefined) throw cause;
      const [line] = (cause as Error).message.split('\n');
      throw new Refusal(
        `${archive}: nothing was restored: ${line}: take another backup`,
        EXIT.unusable,
        cause,
      );
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
    return recompute(locations, { patience });
  });
}
