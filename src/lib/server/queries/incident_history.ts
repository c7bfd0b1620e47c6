import type { IncidentRevision } from '../../contracts/index.ts';
import type { Run } from '../version.ts';
import type { ScopeColumns } from './incidents.ts';

/** One revision of an incident; its instants are UTC. */
export type RevisionColumns = Omit<IncidentRevision, 'scope'> & ScopeColumns & { incident_id: string };

/** How an incident changed under all the ids that it has had, oldest first. */
export const incidentHistory = (run: Run, incident_id: string[]) =>
  run<RevisionColumns>('incident_history', { incident_id });
