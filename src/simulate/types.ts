/** Why an attempt really failed. The order is the index used in all tables of rates. */
export const CAUSES = [
  'network',
  'balance',
  'timeout',
  'unpaid',
  'risk_or_limit',
  'authentication',
  'account_state',
  'merchant_config',
  'channel_error',
  'duplicate',
] as const;
export type Cause = (typeof CAUSES)[number];

/** What a log can say about a failure: the contract's categories. */
export type Category = Cause | 'unknown';

export type Status = 'succeeded' | 'failed' | 'cancelled' | 'pending';
export type BuildingKind = 'teaching' | 'dormitory' | 'canteen' | 'library' | 'gym' | 'office' | 'other';
export type Channel = 'wechat_pay' | 'alipay' | 'unionpay' | 'campus_card' | 'ecny';
/** '' is a payment code shown at a counter: there is no client platform. */
export type Platform = 'mini_program' | 'ios' | 'android' | 'h5' | '';
export type NetworkType = 'wifi' | '5g' | '4g' | '3g' | 'unknown';
export type DayKind = 'term' | 'exam' | 'holiday';
export type Verdict = 'place' | 'rail' | 'allowance' | 'load';

export interface Options {
  seed: number;
  /** First day, YYYY-MM-DD. */
  from: string;
  days: number;
  /** Attempts of an ordinary term week, per day, all campuses together. */
  attemptsPerDay: number;
  campuses: number;
}

export interface Scope {
  campus_id?: string;
  building_id?: string;
  channel?: Channel;
  bank?: string;
  method?: string;
}

/** An incident as it stands in truth.json. Counts are rows of attempts.csv in its scope and window. */
export interface TruthIncident {
  incident_id: string;
  kind: string;
  category: Cause;
  verdict: Verdict;
  started_at: string;
  /** Exclusive. */
  ended_at: string;
  scope: Scope;
  /** By how much the chance of this category was multiplied, on average over the attempts in scope; null without any. */
  factor: number | null;
  attempts: number;
  /** observed_failures − excess_failures: what was drawn from the ordinary rates. */
  expected_failures: number;
  /** Failures whose code reads as this category. */
  observed_failures: number;
  /** Failures that the incident itself injected, first attempts and retries. */
  excess_failures: number;
  /** Low balance that it injected and that the log shows as `unpaid` or leaves pending for over 30 min; in no count above. */
  hidden_failures: number;
}

/** Something that stands out and is no incident: nothing is wrong with the payments. */
export interface Decoy {
  decoy_id: string;
  kind: 'volume_surge' | 'rain' | 'holiday' | 'drift';
  started_at: string;
  ended_at: string;
  scope: Scope;
  /** Multiplies the number of attempts (surge, rain, holiday) or swings the failure rates by ± this share (drift). */
  factor: number;
  note: string;
}

/** truth.json: what the simulator did. */
export interface Truth {
  options: Options & { to: string; timezone: string };
  totals: {
    attempts: number;
    orders: number;
    by_status: Record<Status, number>;
    /** Failed rows by the dictionary's reading of the code; rows whose code means a cancellation are left out. */
    failures_by_category: Record<Category, number>;
    /** The same rows by what really happened. */
    failures_by_cause: Record<Cause, number>;
    /** Rows of status failed whose code means that the payer cancelled. */
    failed_as_cancelled: number;
    /** Failed rows whose code means success; in `unknown` above. */
    contradictions: number;
    /** Low balance that the log shows as unpaid (`failed`) or leaves `pending`; together, and the pending ones alone. */
    hidden_balance: number;
    hidden_balance_pending: number;
    /** Pending rows older than 30 min at the end of the last day. */
    stale_pending: number;
    unknown_building: number;
  };
  /** What the bills hold: the last days of two channels, whole. */
  bills: {
    channels: Channel[];
    days: number;
    payments: number;
    refunds: number;
    /** Paid by the bill, and logged as failed, cancelled or pending. */
    corrected: number;
    money_without_order: number;
    order_without_money: number;
    amount_mismatch: number;
  };
  incidents: TruthIncident[];
  decoys: Decoy[];
  /** Places whose network is worse by `factor` all the time: standing levels, no incidents. */
  dead_spots: { campus_id: string; building_id: string; factor: number }[];
}
