import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { glob } from 'tinyglobby';
import { EXIT, Refusal } from '../errors.ts';
import type { SourceFormat } from './source.ts';

const IN_FOLDERS = '**/*.{csv,tsv,txt,ndjson,jsonl,parquet,zip,xlsx}{,.gz}';
const PARQUET = Buffer.from('PAR1');

/** The path that stands for standard input. */
export const STANDARD_INPUT = '-';

/** Every log below a folder, in a stable order. */
export async function logsIn(folder: string): Promise<string[]> {
  return (await glob(IN_FOLDERS, { cwd: folder, absolute: true, onlyFiles: true })).sort();
}

/**
 * The files that `paths` name, each once, in a stable order: a file is itself, a folder every log below it, anything
 * else a glob.
 * @throws Refusal (unusable) for a path that names nothing
 */
export async function findFiles(paths: string[]): Promise<string[]> {
  const found: string[] = [];
  for (const path of paths) {
    if (path === STANDARD_INPUT) {
      found.push(path);
      continue;
    }
    const kind = await stat(path).catch(() => null);
    if (kind !== null && !kind.isDirectory() && !kind.isFile()) {
      throw new Refusal(
        `${path}: it is a device or a pipe: name a file, or - for standard input`,
        EXIT.unusable,
      );
    }
    const files =
      kind === null
        ? await glob(path, { absolute: true, onlyFiles: true, expandDirectories: false })
        : kind.isDirectory()
          ? await logsIn(path)
          : [resolve(path)];
    if (files.length === 0) {
      const what = kind === null ? 'no such file' : 'no log (csv, ndjson, parquet, xlsx, zip) lies in it';
      throw new Refusal(`${path}: ${what}: name a file, a folder of logs or a glob`, EXIT.unusable);
    }
    found.push(...files.map((file) => join(file)).sort());
  }
  return [...new Set(found)];
}

/** The format of what is named `name`, by its first bytes, then by its name, then by what its text begins with. */
export function formatOf(name: string, beginning: Buffer): SourceFormat {
  if (beginning.subarray(0, 4).equals(PARQUET)) return 'parquet';
  if (/\.(ndjson|jsonl|json)(\.gz)?$/i.test(name)) return 'ndjson';
  return beginning.toString('utf8').trimStart().startsWith('{') ? 'ndjson' : 'csv';
}
