import type { Naming } from '../../../../ingest/detect/marks.ts';
import type { Run } from '../version.ts';

/** Each time that an incident was opened, or that late data gave it another id, oldest first. */
export const incidentNames = (run: Run) => run<Naming>('incident_names', {});
