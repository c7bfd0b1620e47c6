import { isoAt } from './decoys.ts';
import { inPlace, inRail, type Building, type Leaf } from './layout.ts';
import { CATEGORIES, type Planned, type TrueIncident, type WorldSpec } from './types.ts';

/** An incident while the log is drawn, with its counts. */
export interface Live {
  plan: Planned;
  category: number;
  places: boolean[];
  rails: boolean[];
  settled: number;
  expected: number;
  observed: number;
  excess: number;
  first: number;
}

/** The share of its full strength that an incident has at a second. */
export const strength = ({ isRamp, start, end }: Planned, second: number): number =>
  isRamp ? Math.min(1, (2.5 * Math.min(second - start, end - second)) / (end - start)) : 1;

/** Opens the account of an incident. */
export const accountOf = (plan: Planned, buildings: readonly Building[], leaves: readonly Leaf[]): Live => ({
  plan,
  category: CATEGORIES.indexOf(plan.category),
  places: buildings.map((building) => inPlace(plan.scope, building)),
  rails: leaves.map((leaf) => inRail(plan.scope, leaf)),
  settled: 0,
  expected: 0,
  observed: 0,
  excess: 0,
  first: -1,
});

/** Whether an incident goes on at a second at a place and a way to pay. */
export const strikes = (
  { plan, places, rails }: Live,
  second: number,
  building: number,
  leaf: number,
): boolean => second >= plan.start && second < plan.end && places[building]! && rails[leaf]!;

/** The incident as truth.json tells it. */
export function toldOf(
  { from }: WorldSpec,
  { plan, settled, expected, observed, excess, first }: Live,
  index: number,
): TrueIncident {
  const { kind, category, verdict, scope, start, end } = plan;
  return {
    incident_id: `i${String(index + 1).padStart(3, '0')}`,
    kind,
    category,
    verdict,
    started_at: isoAt(from, start),
    ended_at: isoAt(from, end),
    first_excess_at: first < 0 ? null : isoAt(from, first),
    scope,
    settled,
    expected_failures: Number(expected.toFixed(3)),
    observed_failures: observed,
    excess_failures: excess,
  };
}
