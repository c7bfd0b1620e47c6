import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where the list of what `dist/` was compiled from lies. */
const LIST = join('dist', 'sources.json');

/**
 * Whether `dist/` was compiled from the sources as they lie in the folder.
 * @param {string} root
 * @returns {boolean}
 */
export function isCompiled(root) {
  try {
    return JSON.parse(readFileSync(join(root, LIST), 'utf8')).every(([path, bytes, changed]) => {
      const { size, mtimeMs } = statSync(join(root, path));
      return size === bytes && mtimeMs === changed;
    });
  } catch {
    return false;
  }
}

/**
 * Notes what `dist/` was compiled from: path, size in bytes and time of the last change in milliseconds. Notes nothing
 * where one of them has changed since, for nobody knows which state of it was read.
 * @param {string} root
 * @param {string[]} sources
 * @param {number} since milliseconds since 1970
 */
export function noteSources(root, sources, since) {
  const states = sources
    .filter((path) => existsSync(join(root, path)))
    .map((path) => ({ path, ...statSync(join(root, path)) }));
  const now = Date.now() + 1;
  // A time that is still to come is none of a change just made: whoever unpacked the file has another clock.
  if (states.some(({ mtimeMs }) => mtimeMs >= since && mtimeMs <= now)) return;
  const list = states.map(({ path, size, mtimeMs }) => [path, size, mtimeMs]);
  writeFileSync(join(root, LIST), JSON.stringify(list));
}
