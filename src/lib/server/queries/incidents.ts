import type { IncidentRow, Scope } from '../../contracts/index.ts';
import type { Parameters } from '../parameters.ts';
import type { Run } from '../version.ts';

/** The columns of a scope, null where any value is meant. */
export type ScopeColumns = Record<Exclude<keyof Scope, 'network_type'>, string | null>;

/** One incident as the query gives it; its instants are UTC. */
export type IncidentColumns = Omit<
  IncidentRow,
  'scope' | 'evidence' | 'drivers' | 'interval' | 'handling' | 'alerts_sent'
> &
  ScopeColumns & { excess_low: number | null; excess_high: number | null; evidence: string };

/** The incidents that match, most money at risk first. */
export const incidents = (run: Run, parameters: Parameters) => run<IncidentColumns>('incidents', parameters);
