import type { IncidentBin } from '../../contracts/index.ts';
import type { Parameters } from '../parameters.ts';
import type { Run } from '../version.ts';

/** One bin, with the spread that its band is made from. */
export type BinColumns = Omit<IncidentBin, 'low' | 'high'> & { spread: number };

/** Failures and expected failures of a scope over time. */
export const incidentBins = (run: Run, parameters: Parameters) =>
  run<BinColumns>('incident_bins', parameters);
