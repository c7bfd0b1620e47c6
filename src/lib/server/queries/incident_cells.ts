import type { IncidentCell } from '../../contracts/index.ts';
import type { Parameters } from '../parameters.ts';
import type { Run } from '../version.ts';

/** Failures by building and time. */
export const incidentCells = (run: Run, parameters: Parameters) =>
  run<IncidentCell>('incident_cells', parameters);
