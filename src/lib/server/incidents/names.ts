import type { Renaming } from '../queries/incident_names.ts';

/** The ids that incidents have had, so that what was said under one still holds under the next. */
export interface Names {
  /** The id that an incident has now. */
  now(id: string): string;
  /** All ids that it has had, the present one last. */
  all(id: string): string[];
}

/** Follows the ids through what replaced what, in order; one may come back. */
export function namesOf(renamings: readonly Renaming[]): Names {
  const current = new Map<string, string>();
  for (const { incident_id, replaces } of renamings) {
    for (const [id, now] of current) if (now === replaces) current.set(id, incident_id);
    current.set(replaces, incident_id);
    current.delete(incident_id);
  }
  return {
    now: (id) => current.get(id) ?? id,
    all: (id) => [...[...current].flatMap(([before, now]) => (now === id ? before : [])), id],
  };
}
