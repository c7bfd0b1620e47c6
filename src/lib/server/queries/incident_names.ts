import type { Run } from '../version.ts';

/** An id that an incident has since, and the one that it had before. */
export interface Renaming {
  incident_id: string;
  replaces: string;
}

/** Each time that late data gave an incident another id, oldest first. */
export const incidentNames = (run: Run) => run<Renaming>('incident_names', {});
