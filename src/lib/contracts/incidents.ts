import { z } from 'zod';
import {
  CATEGORIES,
  INCIDENT_CHANGES,
  INCIDENT_STATUSES,
  MARKS,
  OCCASIONS,
  RECURRENCES,
  SEVERITIES,
  VERDICTS,
} from './names.ts';
import { provenance } from './provenance.ts';

const count = z.number().int();
const instant = z.string().describe("ISO 8601 with the offset of the campus's zone");
const interval = z.object({ low: z.number(), high: z.number() }).nullable().describe('of the excess, 95 %');
const amount = z.number().describe('major units of the currency');

/** Where an incident is: only the columns that are set, the rest is "any". */
export const scope = z.object({
  campus_id: z.string().optional(),
  building_id: z.string().optional(),
  channel: z.string().optional(),
  bank: z.string().optional(),
  method: z.string().optional(),
  network_type: z.string().optional(),
});
export type Scope = z.infer<typeof scope>;

export const incidentDriver = z.object({
  scope,
  settled: count,
  observed: count,
  expected: z.number(),
  excess: z.number(),
  interval,
  share: z.number().nullable().describe("of the incident's excess"),
});
export type IncidentDriver = z.infer<typeof incidentDriver>;

export const handling = z.object({
  state: z.enum(['new', 'acknowledged', 'false', 'known']),
  assigned_to: z.string().nullable(),
  marks: z
    .array(
      z.object({
        at: z.string().describe('ISO 8601, UTC'),
        by: z.string(),
        mark: z.enum(MARKS),
        from: z.string().nullable(),
        to: z.string().nullable(),
        to_whom: z.string().nullable(),
        text: z.string().nullable(),
      }),
    )
    .describe('oldest first'),
});
export type Handling = z.infer<typeof handling>;

/** Work that is planned, or an exam week: what is found wholly inside it is no incident. */
export interface Plan {
  plan_id: string;
  by: string;
  category: (typeof CATEGORIES)[number] | 'any';
  scope: Scope;
  /** Instants, ISO 8601. */
  from: string;
  to: string;
  text: string | null;
}

export const incidentRow = z.object({
  incident_id: z.string(),
  category: z.enum(CATEGORIES),
  started_at: instant,
  ended_at: instant.nullable().describe('exclusive; null while open'),
  scope,
  observed: count.describe('failures of the category; repeats of an order within two minutes count once'),
  expected: z.number(),
  excess: z.number(),
  severity: z.enum(SEVERITIES),
  evidence: z.record(z.string(), z.union([z.number(), z.string(), z.null()])),
  verdict: z.enum(VERDICTS),
  recurrence: z.enum(RECURRENCES),
  drivers: z.array(incidentDriver).describe('the smallest combinations that carry the excess, best first'),
  status: z.enum(INCIDENT_STATUSES),
  alerts_sent: count,
  interval,
  settled: count,
  certainty: z.number().describe('of the verdict, 0 to 1'),
  last_seen_at: instant,
  raised_at: instant,
  peak_from: instant.nullable(),
  peak_to: instant.nullable(),
  timezone: z.string(),
  orders_at_risk: count,
  lost_orders: count,
  immature_orders: count.describe('orders at risk whose 24 hours have not passed at the end of the data'),
  failed_amount: amount,
  lost_amount: amount,
  currency: z.string(),
  next_expected: z.string().nullable().describe('local date of the next one, where it recurs'),
  smallest_excess: count
    .nullable()
    .describe('fewer failures above the expected would not have been seen here'),
  learned_days: count.nullable().describe('days that the baseline had to learn from'),
  is_wide: z.boolean().describe('true in the first weeks, when the band is wider'),
  handling,
});
export type IncidentRow = z.infer<typeof incidentRow>;

export const incidentsAnswer = z.object({
  ...provenance.shape,
  incidents: z.array(incidentRow).describe('most money at risk first'),
});
export type IncidentsAnswer = z.infer<typeof incidentsAnswer>;

export const incidentBin = z.object({
  bin: z.string().describe("start on the campus's clock: 2026-09-25T12:05"),
  settled: count,
  observed: count,
  expected: z.number().nullable().describe('null before anything was learned'),
  low: z.number().nullable().describe('lower end of the 95 % band'),
  high: z.number().nullable().describe('upper end of the 95 % band'),
});
export type IncidentBin = z.infer<typeof incidentBin>;

export const incidentCell = z.object({
  row: z.string().describe('campus_id/building_id'),
  bin: z.string(),
  settled: count,
  observed: count,
});
export type IncidentCell = z.infer<typeof incidentCell>;

export const incidentRevision = z.object({
  revision: count,
  recorded_at: z.string().describe('ISO 8601, UTC'),
  data_through: z.string().nullable().describe('ISO 8601, UTC'),
  change: z.enum(INCIDENT_CHANGES),
  status: z.enum(INCIDENT_STATUSES),
  started_at: instant,
  ended_at: instant.nullable(),
  observed: count,
  expected: z.number(),
  excess: z.number(),
  severity: z.enum(SEVERITIES),
  verdict: z.enum(VERDICTS),
  scope,
});
export type IncidentRevision = z.infer<typeof incidentRevision>;

export const incidentCode = z.object({
  error_code: z.string().nullable(),
  channel: z.string(),
  failures: count,
  meaning_zh: z.string().nullable(),
  meaning_en: z.string().nullable(),
  hint_zh: z.string().nullable(),
  hint_en: z.string().nullable(),
});
export type IncidentCode = z.infer<typeof incidentCode>;

export const incidentAnswer = z.object({
  ...provenance.shape,
  incident: incidentRow.nullable().describe('null where nothing was found at all'),
  bin_minutes: count,
  bins: z
    .array(incidentBin)
    .describe('before, during and after, in the scope; bins without attempts are absent'),
  cells: z.array(incidentCell).describe('the same times by building, beyond the scope of one building'),
  codes: z.array(incidentCode).describe('codes of its failures, most frequent first'),
  history: z.array(incidentRevision).describe('oldest first'),
  similar: z
    .array(incidentRow)
    .describe('earlier ones of the same category and verdict that share a place or a rail'),
});
export type IncidentAnswer = z.infer<typeof incidentAnswer>;

export const calendarEffect = z.object({
  category: z.enum(CATEGORIES),
  campus_id: z.string().nullable(),
  occasion: z.enum(OCCASIONS),
  days: count.describe(
    'the last days of a month, those before an allowance, the first of a month; 1 for exams, however long',
  ),
  lift: z.number().describe('times the usual'),
  lift_low: z.number(),
  lift_high: z.number(),
  occurrences: count.describe('occasions that it was learned from'),
  state: z.enum(['emerging', 'recurring']),
  next_from: z.string().nullable(),
  next_to: z.string().nullable(),
});
export type CalendarEffect = z.infer<typeof calendarEffect>;
export const calendarEffectsAnswer = z.object({
  ...provenance.shape,
  calendar_effects: z.array(calendarEffect),
});
export type CalendarEffectsAnswer = z.infer<typeof calendarEffectsAnswer>;
