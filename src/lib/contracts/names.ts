/** Every failure category, in the order in which screens list them. */
export const CATEGORIES = [
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
  'unknown',
] as const;
export type Category = (typeof CATEGORIES)[number];

/** The dimensions that a question can be broken down by. */
export const DIMENSIONS = [
  'building_id',
  'campus_id',
  'hour',
  'weekday',
  'date',
  'day_of_month',
  'days_to_month_end',
  'channel',
  'bank',
  'category',
  'method',
  'network_type',
  'platform',
] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/** Dimensions whose values are numbers in a natural, cyclic order. */
export const CYCLIC_DIMENSIONS = ['hour', 'weekday', 'day_of_month', 'days_to_month_end'] as const;

/** The dimensions whose combinations an explanation searches. */
export const EXPLAINED = [
  'campus_id',
  'building_id',
  'channel',
  'bank',
  'method',
  'network_type',
  'platform',
] as const;
export type Explained = (typeof EXPLAINED)[number];

/** What an explanation lists: the dimensions that it searches, then how it failed, with which code and when. */
export const LISTED = [...EXPLAINED, 'category', 'error_code', 'date', 'hour'] as const;
export type Listed = (typeof LISTED)[number];

/** What an explanation holds the failures against. */
export const BASELINES = ['expected', 'before'] as const;
export type Baseline = (typeof BASELINES)[number];

/** The metrics that a heatmap, a series or a ranking can show. */
export const METRICS = [
  'failures',
  'failure_rate',
  'share',
  'expected',
  'excess',
  'attempts',
  'failed_amount',
  'lost_orders',
  'lost_amount',
  'latency_p95',
] as const;
export type Metric = (typeof METRICS)[number];

/** The lengths of a series' time buckets. */
export const GRAINS = ['hour', 'day', 'week', 'month'] as const;
export type Grain = (typeof GRAINS)[number];

/** What a summary is compared with. */
export const COMPARISONS = ['previous', 'month', 'weekday', 'year', 'none'] as const;
export type Comparison = (typeof COMPARISONS)[number];

/** The states of an attempt. */
export const STATUSES = ['succeeded', 'failed', 'cancelled', 'pending'] as const;
export type Status = (typeof STATUSES)[number];

/** The ways in which a bill and the log do not say the same. */
export const FINDINGS = [
  'corrected',
  'money_without_order',
  'order_without_money',
  'amount_mismatch',
] as const;
export type FindingKind = (typeof FINDINGS)[number];

/** The encodings of an answer. */
export const FORMATS = ['json', 'csv', 'parquet', 'arrow'] as const;
export type Format = (typeof FORMATS)[number];

/** Fewer settled attempts than this make a cell thin: it is marked, since its rate says little. */
export const THIN_CELL = 20;

/** How bad an incident is, in the order of the public weather warnings. */
export const SEVERITIES = ['minor', 'moderate', 'severe', 'extreme'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** What kind of trouble an incident is, and so who acts. */
export const VERDICTS = ['place', 'rail', 'allowance', 'load', 'unclear'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** Whether an incident goes on. */
export const INCIDENT_STATUSES = ['open', 'closed'] as const;
export type IncidentStatus = (typeof INCIDENT_STATUSES)[number];

/** Parts of the calendar that failures may rise with. */
export const OCCASIONS = ['month_end', 'allowance', 'month_start', 'exam'] as const;

/** Whether an incident comes back with the calendar. */
export const RECURRENCES = ['none', 'emerging', 'recurring'] as const;
export type Recurrence = (typeof RECURRENCES)[number];

/** What changed at a revision of an incident. */
export const INCIDENT_CHANGES = [
  'opened',
  'extended',
  'worsened',
  'ended',
  'reopened',
  'revised',
  'withdrawn',
] as const;
export type IncidentChange = (typeof INCIDENT_CHANGES)[number];

/** The columns that the scope of an incident can set. */
export const SCOPE_KEYS = ['campus_id', 'building_id', 'channel', 'bank', 'method'] as const;
export type ScopeKey = (typeof SCOPE_KEYS)[number];

/** What people do with an incident. */
export const MARKS = ['acknowledged', 'assigned', 'note', 'false', 'known', 'cleared'] as const;
export type MarkKind = (typeof MARKS)[number];
