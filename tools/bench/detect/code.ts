import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../../ingest/paths.ts';

/** SHA-256 of all files below some folders of the package, as 12 hex digits. */
export function codeHash(...folders: string[]): string {
  const hash = createHash('sha256');
  for (const folder of folders) {
    for (const entry of readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
      .filter((it) => it.isFile())
      .map((it) => join(it.parentPath, it.name))
      .sort())
      hash.update(entry.slice(ROOT.length)).update(readFileSync(entry));
  }
  return hash.digest('hex').slice(0, 12);
}
