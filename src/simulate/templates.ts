import type { Cause, Verdict } from './types.ts';

/** The tables of what goes wrong now and then, and of what only looks like it. */

export interface Template {
  kind: string;
  verdict: Verdict;
  /** Relative frequency. */
  weight: number;
  categories: readonly Cause[];
  /** What is struck. */
  target: 'bank' | 'channel' | 'building' | 'campus' | 'card' | 'everywhere';
  minutes: readonly [number, number];
  /** Chance that an attempt in scope fails because of it. */
  probability: readonly [number, number];
  /** Hours of the day in which it begins. */
  hours: readonly (readonly [number, number])[];
}

const ANY_TIME = [[10.5, 12.6], [10.5, 12.6], [16.8, 19], [16.8, 19], [7.5, 21]] as const; // prettier-ignore
const PEAKS = [[11.3, 11.9], [11.3, 11.9], [17.3, 17.9]] as const; // prettier-ignore

export const TEMPLATES: readonly Template[] = [
  {
    kind: 'bank_outage', verdict: 'rail', weight: 24, categories: ['timeout', 'channel_error'], target: 'bank',
    minutes: [20, 90], probability: [0.25, 0.8], hours: ANY_TIME,
  },
  {
    kind: 'channel_outage', verdict: 'rail', weight: 14, categories: ['timeout', 'channel_error'], target: 'channel',
    minutes: [15, 60], probability: [0.15, 0.5], hours: ANY_TIME,
  },
  {
    kind: 'building_network', verdict: 'place', weight: 28, categories: ['network'], target: 'building',
    minutes: [30, 180], probability: [0.25, 0.65], hours: ANY_TIME,
  },
  {
    kind: 'campus_network', verdict: 'place', weight: 9, categories: ['network'], target: 'campus',
    minutes: [30, 90], probability: [0.05, 0.16], hours: ANY_TIME,
  },
  {
    kind: 'peak_overload', verdict: 'load', weight: 9, categories: ['timeout'], target: 'everywhere',
    minutes: [25, 70], probability: [0.03, 0.1], hours: PEAKS,
  },
  {
    kind: 'small_building', verdict: 'place', weight: 6, categories: ['network'], target: 'building',
    minutes: [40, 120], probability: [0.1, 0.25], hours: ANY_TIME,
  },
  {
    kind: 'small_card', verdict: 'rail', weight: 6, categories: ['risk_or_limit', 'channel_error'], target: 'card',
    minutes: [60, 180], probability: [0.1, 0.3], hours: ANY_TIME,
  },
]; // prettier-ignore

/** Incidents a week: Poisson with this mean, cut to the range. */
export const WEEKLY = { mean: 2.9, least: 1, most: 5 } as const;

/** A kind of surge of volume: its chance in a week, the factor on demand, how long in minutes, the hour it begins. */
export interface SurgeTemplate {
  kind: 'volume_surge' | 'rain';
  target: 'building' | 'campus';
  chance: number;
  factor: readonly [number, number];
  minutes: readonly [number, number];
  hours: readonly [number, number];
}

export const SURGES: readonly SurgeTemplate[] = [
  { kind: 'volume_surge', target: 'building', chance: 0.3, factor: [2, 3.5], minutes: [90, 180], hours: [10, 19] },
  { kind: 'rain', target: 'campus', chance: 0.25, factor: [1.4, 1.9], minutes: [300, 600], hours: [8, 13] },
]; // prettier-ignore
