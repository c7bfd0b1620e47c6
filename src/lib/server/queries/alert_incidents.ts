import type { AlertIncident } from '../../contracts/index.ts';
import type { Run } from '../version.ts';

/** Every incident, as far as an alert tells of it, in the order in which they began. */
export const alertIncidents = (run: Run) => run<AlertIncident>('alert_incidents', {});
