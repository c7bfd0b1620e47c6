/** What a failure in these worlds can be. */
export const CATEGORIES = [
  'network',
  'balance',
  'timeout',
  'channel_error',
  'risk_or_limit',
  'authentication',
  'unpaid',
] as const;
export type Category = (typeof CATEGORIES)[number];

export type Verdict = 'place' | 'rail' | 'allowance' | 'load' | 'unclear';

/** Where something holds: absent keys mean any. */
export interface Scope {
  campus_id?: string;
  building_id?: string;
  channel?: string;
  bank?: string;
  method?: string;
}

/** The assumption that a world breaks; `plain` breaks none, `quiet` has decoys and no incident. */
export const KINDS = [
  'plain',
  'hours',
  'storms',
  'gaps',
  'growth',
  'renamed',
  'exams',
  'overlap',
  'quiet',
] as const;
export type Kind = (typeof KINDS)[number];

/** Which world to make. */
export interface WorldSpec {
  name: string;
  kind: Kind;
  seed: number;
  days: number;
  /** First local date. */
  from: string;
  campuses: number;
  attemptsPerDay: number;
}

/** One incident as it was made: seconds count from the world's first local midnight. */
export interface Planned {
  kind: string;
  category: Category;
  verdict: Verdict;
  scope: Scope;
  start: number;
  end: number;
  /** Chance that an attempt in scope fails because of it, at full strength. */
  delta: number;
  /** Whether it grows from nothing and fades again, rather than being there at once. */
  isRamp: boolean;
}

/** One line of the truth about an incident. */
export interface TrueIncident {
  incident_id: string;
  kind: string;
  category: Category;
  verdict: Verdict;
  started_at: string;
  ended_at: string;
  /** When the first failure happened that it caused. */
  first_excess_at: string | null;
  scope: Scope;
  settled: number;
  expected_failures: number;
  observed_failures: number;
  /** Failures that it caused; repeats of an order within two minutes are not counted again. */
  excess_failures: number;
}

/** Something that looks like an incident and is none. */
export interface Decoy {
  kind: string;
  started_at: string;
  ended_at: string;
  scope: Scope;
  factor?: number;
}

/** A month's end and what it truly did to balance failures, by days to the month's end. */
export interface MonthEnd {
  month: string;
  started_at: string;
  ended_at: string;
  lift: number;
  lift_by_days_to_month_end: number[];
}

/** What truth.json holds. */
export interface Truth {
  spec: WorldSpec;
  attempts: number;
  settled: number;
  failures: number;
  incidents: TrueIncident[];
  month_ends: MonthEnd[];
  decoys: Decoy[];
}
