import type { IncidentCode } from '../../contracts/index.ts';
import type { Parameters } from '../parameters.ts';
import type { Run } from '../version.ts';

/** The codes of the failures of a scope, most frequent first. */
export const incidentCodes = (run: Run, parameters: Parameters) =>
  run<IncidentCode>('incident_codes', parameters);
