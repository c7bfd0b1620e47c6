import type { Occasion } from './occasions.ts';
import type { Scope } from './slices.ts';

export type Verdict = 'place' | 'rail' | 'allowance' | 'load' | 'unclear';

/** What a verdict rests on. */
export interface Evidence {
  /** Buildings (ways to pay) in scope with more failures than usual, and all that had attempts. */
  places_struck: number;
  places_seen: number;
  rails_struck: number;
  rails_seen: number;
  days_to_month_end: number;
  /** Fewest days from one of its dates to an allowance of the calendar; null where it names none within a week. */
  days_to_allowance: number | null;
  /** The occasion of the calendar whose effect it is; null where it is none. */
  occasion: Occasion | null;
  /** Volume of this half hour of the day ÷ that of the busiest one. */
  hour_volume: number;
  inside_rate: number;
  outside_rate: number | null;
  usual_rate: number;
}

/** Days around a month's end, or before an allowance, on which money is short. */
const MONTH_END = 8;
const BEFORE_ALLOWANCE = 2;
/** From this share of the busiest half hour on, it is a peak. */
const PEAK = 0.5;
/** Categories that a full gateway or bank shows. */
const OF_LOAD = ['timeout', 'channel_error'];

/** What kind of trouble an incident is (contract §6). */
export function verdictOf(category: string, scope: Scope, evidence: Evidence): Verdict {
  const isPlace = scope.campus_id !== undefined;
  const isRail = scope.channel !== undefined || scope.bank !== undefined || scope.method !== undefined;
  const isShort =
    evidence.occasion === 'month_end' ||
    evidence.occasion === 'allowance' ||
    evidence.days_to_month_end <= MONTH_END ||
    (evidence.days_to_allowance ?? Infinity) <= BEFORE_ALLOWANCE;
  if (['balance', 'unpaid'].includes(category) && !isRail && scope.building_id === undefined && isShort)
    return 'allowance';
  if (scope.building_id !== undefined) return 'place';
  if (isRail) return isPlace && category === 'network' ? 'place' : 'rail';
  if (evidence.occasion === 'exam' && (OF_LOAD.includes(category) || category === 'network')) return 'load';
  if (OF_LOAD.includes(category) && evidence.hour_volume >= PEAK && evidence.places_struck > 1) return 'load';
  if (isPlace) return 'place';
  return evidence.hour_volume >= PEAK && category === 'network' ? 'load' : 'unclear';
}

export type Severity = 'minor' | 'moderate' | 'severe' | 'extreme';

/** Least orders at risk, and least failed amount in minor units, of each severity. */
const SEVERITIES: readonly [Severity, number, number][] = [
  ['extreme', 150, 600_000],
  ['severe', 40, 150_000],
  ['moderate', 10, 30_000],
];

/** Severity by what is at risk, not by how sure the excess is. */
export const severityOf = (orders: number, amount: number): Severity =>
  SEVERITIES.find(([, leastOrders, leastAmount]) => orders >= leastOrders || amount >= leastAmount)?.[0] ??
  'minor';
