import type { Window } from './dates.ts';
import type { Version } from './version.ts';

/** What an answer was made from. */
export function provenanceOf(version: Version, window: Window | null) {
  const { data_version, sample } = version.publication;
  return { data_version, sample, from: window?.from ?? null, to: window?.to ?? null };
}
