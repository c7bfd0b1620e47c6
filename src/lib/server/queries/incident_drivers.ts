import type { IncidentDriver } from '../../contracts/index.ts';
import type { Run } from '../version.ts';
import type { ScopeColumns } from './incidents.ts';

/** One driver of an incident. */
export type DriverColumns = Omit<IncidentDriver, 'scope' | 'interval'> &
  ScopeColumns & {
    incident_id: string;
    network_type: string | null;
    excess_low: number | null;
    excess_high: number | null;
  };

/** The drivers of these incidents, best first. */
export const incidentDrivers = (run: Run, incident_id: string[]) =>
  run<DriverColumns>('incident_drivers', { incident_id });
