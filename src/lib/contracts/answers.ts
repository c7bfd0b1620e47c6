import { z } from 'zod';
import { calendarEffectsAnswer, incidentAnswer, incidentsAnswer } from './incidents.ts';
import { BASELINES, CATEGORIES, DIMENSIONS, EXPLAINED, LISTED, METRICS, STATUSES } from './names.ts';
import { provenance } from './provenance.ts';
import { reconciliationAnswer } from './reconciliation.ts';

const count = z.number().int().describe('a count');
const nullableNumber = z.number().nullable();
/** A value of a dimension: a bucket number, a text, or `unknown` where the log said nothing. */
const key = z.union([z.string(), z.number()]);

/** A figure beside the same figure of the compared window (null where there is none). */
export const compared = z.object({ value: nullableNumber, compared: nullableNumber });
export type Compared = z.infer<typeof compared>;

const counts = { attempts: count, settled: count, failures: count };

export const summaryAnswer = z.object({
  ...provenance.shape,
  compared_from: z.string().nullable(),
  compared_to: z.string().nullable(),
  attempts: compared,
  settled: compared,
  failures: compared.describe('failures of the chosen categories'),
  failure_rate: compared.describe('failures ÷ settled attempts'),
  orders: compared,
  orders_at_risk: compared,
  recovered_orders: compared.describe('orders at risk with a success within 15 minutes'),
  recovered_orders_24h: compared.describe('orders at risk with a success within 24 hours'),
  immature_orders: compared.describe('orders at risk whose 24 hours have not passed at the end of the data'),
  lost_orders: compared,
  lost_amount: compared.describe('yuan'),
  failed_amount: compared.describe('yuan'),
  silent_failures: compared.describe(
    'failures without feedback, where the source reports feedback; else null',
  ),
  unknown_share: compared.describe('unknown failures ÷ all failures'),
  failures_by_category: z.record(z.enum(CATEGORIES), compared),
  hidden_balance: z
    .object({
      days: count.describe('the last 7 days of months in the window'),
      unpaid: count.describe('failures of the category unpaid on them'),
      expected: z.number().describe('as many as is usual there, at this volume, far from a month end'),
      value: z.number().describe('the difference, at least 0: the estimate'),
      low: z.number(),
      high: z.number().describe('low to high is the 95 % interval'),
    })
    .nullable()
    .describe(
      'estimate of balance failures logged as unpaid, never part of any count; null where none can be made',
    ),
});
export type SummaryAnswer = z.infer<typeof summaryAnswer>;

/** The same place in the compared window: there only where a comparison was asked for, null where nothing compares. */
const comparedCounts = {
  compared: nullableNumber.optional().describe('value of the compared window; only with `compare`'),
  compared_settled: nullableNumber.optional(),
  compared_failures: nullableNumber.optional(),
};

export const heatmapCell = z.object({
  row: key,
  column: key,
  ...counts,
  value: nullableNumber,
  ...comparedCounts,
});
const heatmapTotal = z.object({ key, ...counts, value: nullableNumber, ...comparedCounts });
export const heatmapAnswer = z.object({
  ...provenance.shape,
  row_dimension: z.enum(DIMENSIONS),
  column_dimension: z.enum(DIMENSIONS),
  metric: z.enum(METRICS),
  rows: z.array(key),
  columns: z.array(key),
  cells: z.array(heatmapCell).describe('cells without attempts are absent'),
  compared_from: z.string().nullish().describe('only with `compare`'),
  compared_to: z.string().nullish(),
  row_totals: z
    .array(heatmapTotal)
    .optional()
    .describe('whole rows; only where cells do not add up: share, latency_p95, with `compare`'),
  column_totals: z.array(heatmapTotal).optional(),
});
export type HeatmapAnswer = z.infer<typeof heatmapAnswer>;
export type HeatmapCell = z.infer<typeof heatmapCell>;
export type HeatmapTotal = z.infer<typeof heatmapTotal>;

export const seriesPoint = z.object({
  bucket: z.string().describe('local start of the bucket: 2026-09-25 or 2026-09-25T12:00'),
  by: key.nullable(),
  ...counts,
  value: nullableNumber,
});
export const seriesAnswer = z.object({
  ...provenance.shape,
  metric: z.enum(METRICS),
  points: z.array(seriesPoint),
});
export type SeriesAnswer = z.infer<typeof seriesAnswer>;
export type SeriesPoint = z.infer<typeof seriesPoint>;

export const rankingItem = z.object({ key, ...counts, value: nullableNumber, compared: nullableNumber });
export const rankingAnswer = z.object({
  ...provenance.shape,
  by: z.enum(DIMENSIONS),
  metric: z.enum(METRICS),
  items: z.array(rankingItem),
});
export type RankingAnswer = z.infer<typeof rankingAnswer>;
export type RankingItem = z.infer<typeof rankingItem>;

export const codeItem = z.object({
  channel: z.string(),
  error_code: z.string().nullable().describe('as it came; null where none came'),
  category: z.enum(CATEGORIES),
  failures: count,
  failed_amount: z.number().describe('yuan'),
  compared: z.number().int().nullable().describe('failures with it in the compared window'),
  meaning_zh: z.string().nullable(),
  meaning_en: z.string().nullable(),
});
export const codesAnswer = z.object({ ...provenance.shape, items: z.array(codeItem) });
export type CodesAnswer = z.infer<typeof codesAnswer>;
export type CodeItem = z.infer<typeof codeItem>;

export const attemptRow = z.object({
  attempt_id: z.string(),
  attempted_at: z.string().describe('ISO 8601, UTC'),
  local_time: z.string().describe('campus time, 2026-09-25T12:05:03.120'),
  campus_id: z.string(),
  building_id: z.string(),
  channel: z.string(),
  method: z.string(),
  bank: z.string(),
  status: z.enum(STATUSES),
  reported_status: z.enum(STATUSES).describe('as the log said it'),
  category: z.enum(CATEGORIES).nullable(),
  rule: z.string().nullable(),
  error_code: z.string().nullable(),
  error_message: z.string().nullable(),
  meaning_zh: z.string().nullable(),
  meaning_en: z.string().nullable(),
  hint_zh: z.string().nullable(),
  hint_en: z.string().nullable(),
  order_id: z.string().nullable(),
  attempt_no: z.number().int().describe('1 for the first try of its order'),
  payer_id: z.string().nullable().describe('keyed pseudonym'),
  amount: nullableNumber.describe('major units'),
  currency: z.string(),
  latency_ms: z.number().int().nullable(),
  network_type: z.string(),
  platform: z.string(),
  feedback_at: z.string().nullable(),
  feedback_channel: z.string().nullable(),
});
export type AttemptRow = z.infer<typeof attemptRow>;
export const attemptsAnswer = z.object({
  ...provenance.shape,
  total: count.describe('attempts that match, on all pages'),
  attempts: z.array(attemptRow),
  next_cursor: z.string().nullable(),
});
export type AttemptsAnswer = z.infer<typeof attemptsAnswer>;

const excessCounts = {
  settled: count,
  observed: count.describe('failures of the chosen categories'),
  expected: nullableNumber.describe('null where nothing is known of what is usual'),
  excess: nullableNumber.describe('observed − expected'),
};
const interval = z
  .object({ low: z.number(), high: z.number() })
  .nullable()
  .describe('of the excess, 95 %: observed less what a usual window has, negative binomial');

export const driver = z.object({
  scope: z
    .partialRecord(z.enum(EXPLAINED), z.string())
    .describe('value by dimension; empty for the whole that was asked about'),
  ...excessCounts,
  share: nullableNumber.describe('of the excess of the whole; of its failures where nothing is expected'),
  interval,
  cause: z
    .boolean()
    .describe('true for the combinations that together explain it best; the others are rival descriptions'),
});
export type Driver = z.infer<typeof driver>;

export const explainAnswer = z.object({
  ...provenance.shape,
  from_time: z.string().nullable(),
  to_time: z.string().nullable(),
  before_from_time: z.string().nullable(),
  baseline: z.enum(BASELINES),
  ...excessCounts,
  interval,
  smallest_excess: nullableNumber.describe(
    'fewer failures above the expected within two hours would not have been told as an incident here; null unless one category is asked for, dates and hours are listed, and what is usual at this hour is known',
  ),
  drivers: z
    .array(driver)
    .describe('the smallest combinations that carry the excess, best first: causes, then rivals'),
  by_dimension: z.array(
    z.object({
      dimension: z.enum(LISTED),
      items: z.array(
        z.object({
          value: z.string(),
          ...excessCounts,
          share: nullableNumber,
          interval,
          meaning_zh: z.string().nullish().describe('of an error code'),
          meaning_en: z.string().nullish(),
        }),
      ),
    }),
  ),
});
export type ExplainAnswer = z.infer<typeof explainAnswer>;

export const batchRow = z.object({
  batch_id: count,
  file: z.string(),
  sha256: z.string(),
  table_name: z.string(),
  loaded_at: z.string(),
  seconds: z.number(),
  rows_read: count,
  rows_accepted: count,
  rows_updated: count,
  rows_duplicate: count,
  rows_rejected: count,
});
export const qualityAnswer = z.object({
  ...provenance.shape,
  data_through: z.string().nullable().describe('latest attempt, ISO 8601 with offset'),
  published_at: z.string().nullable(),
  dictionary_version: z.string(),
  attempts: count,
  failures: count,
  unknown_failures: count,
  contradictions: count.describe('failures whose code means success or pending'),
  stale_pending: count,
  order_decided_updates: count.describe(
    'updates that were decided by the order of loading, since `updated_at` did not differ',
  ),
  batches: z.array(batchRow),
  rejects: z.array(
    z.object({
      batch_id: count,
      file: z.string(),
      reason: z.string(),
      count,
      example_line: z.number().int().nullable(),
    }),
  ),
  unmapped_codes: z.array(
    z.object({
      channel: z.string(),
      error_code: z.string().nullable(),
      error_message: z.string().nullable(),
      count,
      last_seen: z.string().nullable(),
    }),
  ),
  rules: z.array(z.object({ rule: z.string(), category: z.enum(CATEGORIES), failures: count })),
  campuses: z.array(
    z.object({
      campus_id: z.string(),
      name: z.string(),
      timezone: z.string(),
      data_through: z.string().nullable(),
    }),
  ),
  buildings: z.array(
    z.object({
      campus_id: z.string(),
      building_id: z.string(),
      name: z.string(),
      kind: z.string().nullable(),
    }),
  ),
  calendar: z.array(
    z.object({ campus_id: z.string(), date: z.string(), kind: z.string(), note: z.string().nullable() }),
  ),
});
export type QualityAnswer = z.infer<typeof qualityAnswer>;

/** The answer of each question. */
export const answers = {
  summary: summaryAnswer,
  heatmap: heatmapAnswer,
  series: seriesAnswer,
  ranking: rankingAnswer,
  codes: codesAnswer,
  attempts: attemptsAnswer,
  explain: explainAnswer,
  incidents: incidentsAnswer,
  incident: incidentAnswer,
  calendar_effects: calendarEffectsAnswer,
  reconciliation: reconciliationAnswer,
  quality: qualityAnswer,
} as const;

/** The body of every refusal. */
export const errorAnswer = z.object({
  error: z.object({
    code: z.string(),
    message: z.string(),
    field: z.string().nullable(),
    id: z.string().optional().describe('of the entry in the log, where the fault is ours'),
  }),
});
