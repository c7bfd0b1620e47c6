import { iso } from './clock.ts';
import type { Cause, Scope, TruthIncident, Verdict } from './types.ts';

const DAY = 86_400_000;

/** An incident while it is simulated: instants in ms since 1970, `to` exclusive; counts grow as rows are written. */
export interface Incident {
  incident_id: string;
  kind: string;
  category: Cause;
  /** Index of the category in CAUSES. */
  cause: number;
  verdict: Verdict;
  from: number;
  to: number;
  scope: Scope;
  /** Chance to fail because of it; where it is null, `lifts` holds the factor on the ordinary chance, a day each. */
  probability: number | null;
  lifts: readonly number[];
  count: {
    attempts: number;
    usual: number;
    extra: number;
    observed: number;
    injected: number;
    hidden: number;
  };
}

/** Does a scope hold this place and way to pay? `building` is '' where the log does not say it. */
export const inScope = (
  scope: Scope,
  campus: string,
  building: string,
  leaf: { channel: string; bank: string; method: string },
): boolean =>
  (scope.campus_id === undefined || scope.campus_id === campus) &&
  (scope.building_id === undefined || scope.building_id === building) &&
  (scope.channel === undefined || scope.channel === leaf.channel) &&
  (scope.bank === undefined || scope.bank === leaf.bank) &&
  (scope.method === undefined || scope.method === leaf.method);

/** The chance that an incident adds at an instant within it, where `usual` is the ordinary chance of its category. */
export const extraChance = ({ probability, lifts, from }: Incident, usual: number, t: number): number =>
  probability ?? usual * ((lifts[Math.floor((t - from) / DAY)] ?? 1) - 1);

/** The incident as truth.json tells it. */
export function told(incident: Incident): TruthIncident {
  const { incident_id, kind, category, verdict, from, to, scope, count } = incident;
  return {
    incident_id,
    kind,
    category,
    verdict,
    started_at: iso(from),
    ended_at: iso(to),
    scope,
    factor: count.usual > 0 ? Math.round((1 + count.extra / count.usual) * 100) / 100 : null,
    attempts: count.attempts,
    expected_failures: count.observed - count.injected,
    observed_failures: count.observed,
    excess_failures: count.injected,
    hidden_failures: count.hidden,
  };
}
