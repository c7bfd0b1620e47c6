import {
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Locations } from './paths.ts';

type Places = Pick<Locations, 'published' | 'versions'>;

/** How many earlier versions are kept; 0 keeps none. */
const KEPT = Number(process.env['PAYWEATHER_VERSIONS'] ?? 5);

const NAME = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z-/;

/** The instant in a version's name, in milliseconds; 0 where there is none. */
function instantOf(version: string): number {
  return Date.parse(version.replace(NAME, '$1-$2-$3T$4:$5:$6.$7Z ').split(' ')[0] ?? '') || 0;
}

/** A name for the next version: it tells the time, and comes after `earlier` whatever the clock says. */
export function nameVersion(dictionary: string, earlier: string[], now = Date.now()): string {
  const at = new Date(Math.max(now, ...earlier.map((version) => instantOf(version) + 1)));
  return `${at.toISOString().replace(/[-:]/g, '').replace('.', '')}-${dictionary}`;
}

/** The names of the versions kept beside the published file, newest first. */
export function keptVersions({ versions }: Places): string[] {
  if (!existsSync(versions)) return [];
  return readdirSync(versions)
    .filter((file) => NAME.test(file) && file.endsWith('.duckdb'))
    .map((file) => basename(file, '.duckdb'))
    .sort()
    .reverse();
}

/** Where a kept version lies. */
export const keptFile = ({ versions }: Places, version: string) => join(versions, `${version}.duckdb`);

/** Makes `to` the same file as `from`, or a copy of it where the disk knows no hard links. */
function linkOrCopy(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch (error) {
    if (['EEXIST', 'ENOSPC'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    copyWhole(from, to);
  }
}

/** Copies a file so that what stands at `to` is all of it or nothing. */
export function copyWhole(from: string, to: string): void {
  const half = `${to}.half`;
  try {
    copyFileSync(from, half, constants.COPYFILE_FICLONE);
    flush(half);
    renameSync(half, to);
  } finally {
    rmSync(half, { force: true });
  }
}

/** Waits until the disk has what was written to a file or a folder. */
export function flush(path: string): void {
  const handle = openSync(path, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Keeps the published file under its version's name, and lets the oldest go. */
function keep(places: Places, version: string): void {
  if (KEPT > 0) {
    mkdirSync(places.versions, { recursive: true });
    if (!existsSync(keptFile(places, version))) linkOrCopy(places.published, keptFile(places, version));
  }
  for (const old of keptVersions(places).slice(KEPT)) rmSync(keptFile(places, old), { force: true });
}

/** Files that an earlier replacement left when it was killed; only one process at a time gets here. */
function removeLeftovers({ published, versions }: Places): void {
  const begins = `${basename(published)}.next-`;
  for (const file of readdirSync(dirname(published))) {
    if (file.startsWith(begins)) rmSync(join(dirname(published), file), { force: true });
  }
  if (!existsSync(versions)) return;
  for (const file of readdirSync(versions)) {
    if (file.endsWith('.half')) rmSync(join(versions, file), { force: true });
  }
}

/**
 * Puts what `make` writes in the place of the published file, by rename: a reader sees the one before or the one
 * after. The one before is kept as `current`, if it has a name.
 */
export function replacePublished(
  places: Places,
  current: string | undefined,
  make: (next: string) => void,
): void {
  removeLeftovers(places);
  const next = `${places.published}.next-${process.pid}`;
  try {
    make(next);
    flush(next);
    if (current !== undefined) keep(places, current);
    renameSync(next, places.published);
  } finally {
    rmSync(next, { force: true });
  }
  flush(dirname(places.published));
}

/** Puts a kept version in the place of the published file. */
export function putBack(places: Places, current: string | undefined, version: string): void {
  replacePublished(places, current, (next) => linkOrCopy(keptFile(places, version), next));
}
