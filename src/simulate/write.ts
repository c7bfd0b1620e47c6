import { createWriteStream } from 'node:fs';
import { rename, rm, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import { csvField } from './codes.ts';

/** A file that grows under a temporary name until it is published. */
export interface GrowingFile {
  /** Appends text; resolves when more may be written. Rejects when the disk refuses. */
  append: (text: string) => Promise<void>;
  /** Completes the file under its temporary name. */
  close: () => Promise<void>;
  /** Gives the file up. */
  discard: () => Promise<void>;
}

/** The temporary name of a file that is being written. */
export const partial = (path: string): string => `${path}.partial`;

/** Opens `path` for growing, under its temporary name. */
export function openFile(path: string): GrowingFile {
  const file = createWriteStream(partial(path), { encoding: 'utf8', highWaterMark: 1 << 20 });
  let failure: Error | null = null;
  file.on('error', (error) => (failure = error));
  return {
    append: async (text) => {
      if (failure) throw failure;
      if (!file.write(text)) await once(file, 'drain');
    },
    close: async () => {
      if (failure) throw failure;
      file.end();
      await finished(file);
    },
    discard: async () => {
      file.destroy();
      await rm(partial(path), { force: true });
    },
  };
}

/** Writes a whole file under its temporary name. */
export const writePartial = (path: string, text: string): Promise<void> => writeFile(partial(path), text);

/** Gives the finished files their names. */
export async function publish(paths: readonly string[]): Promise<void> {
  for (const path of paths) await rename(partial(path), path);
}

/** A CSV text with a header row. Numbers are written as JavaScript writes them, null as nothing. */
export function csv(
  columns: readonly string[],
  rows: readonly (readonly (string | number | null)[])[],
): string {
  return [columns, ...rows].map((row) => `${row.map((v) => csvField(String(v ?? ''))).join(',')}\n`).join('');
}
