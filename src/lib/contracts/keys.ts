import { z } from 'zod';
import {
  BASELINES,
  CATEGORIES,
  COMPARISONS,
  DIMENSIONS,
  FINDINGS,
  GRAINS,
  INCIDENT_STATUSES,
  LISTED,
  METRICS,
  STATUSES,
  VERDICTS,
} from './names.ts';

const localDate = z.iso.date({ error: 'not a date: write it as 2026-09-25' });
const someText = z.array(z.string().min(1).max(128)).max(500);

/** Keys that every question about attempts understands; a key given several times means "any of". */
export const commonKeys = z.strictObject({
  from: localDate.optional().describe('first local date, inclusive; default: the first date with data'),
  to: localDate.optional().describe('last local date, inclusive; default: the last date with data'),
  campus_id: someText.optional(),
  building_id: someText.optional().describe('`building_id`, or `campus_id/building_id`'),
  channel: someText.optional(),
  bank: someText.optional(),
  category: z.array(z.enum(CATEGORIES)).optional().describe('narrows failures, never attempts'),
  method: someText.optional(),
  network_type: someText.optional(),
  platform: someText.optional(),
});
export type CommonKeys = z.infer<typeof commonKeys>;

const limit = (standard: number, most: number) => z.coerce.number().int().min(1).max(most).default(standard);

/**
 * ISO 8601; seconds may be left out, and without an offset it is the clock of each campus. An offset's plus that an address
 * has turned into a space is understood.
 */
const instant = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[ +-]\d\d:?\d\d)?$/, {
    error: 'not a time: write it as 2026-09-25T12:00:00+08:00, or 2026-09-25T12:00 on the campus clock',
  })
  .optional();

/** Times of the day and the month that attempts can be narrowed to. */
const clockKeys = {
  hour: z.array(z.coerce.number().int().min(0).max(23)).optional(),
  weekday: z.array(z.coerce.number().int().min(1).max(7)).optional(),
  day_of_month: z.array(z.coerce.number().int().min(1).max(31)).optional(),
  days_to_month_end: z.array(z.coerce.number().int().min(0).max(30)).optional(),
};

const compare = z.enum(COMPARISONS).default('previous');

/** The keys of each question, with their defaults. */
export const questionKeys = {
  summary: commonKeys.extend({ compare }),
  heatmap: commonKeys.extend({
    rows: z.enum(DIMENSIONS).default('building_id'),
    columns: z.enum(DIMENSIONS).default('hour'),
    metric: z.enum(METRICS).default('failures'),
    compare: compare.default('none').describe('beside each cell the same of another window'),
  }),
  series: commonKeys.extend({
    grain: z.enum(GRAINS).default('day'),
    by: z.enum(DIMENSIONS).optional(),
    metric: z.enum(METRICS).default('failures'),
  }),
  ranking: commonKeys.extend({
    by: z.enum(DIMENSIONS).default('building_id'),
    metric: z.enum(METRICS).default('failures'),
    compare,
    limit: limit(20, 10_000),
  }),
  codes: commonKeys.extend({ compare, limit: limit(20, 10_000) }),
  attempts: commonKeys.extend({
    ...clockKeys,
    status: z.array(z.enum(STATUSES)).optional(),
    order_id: z.string().min(1).max(256).optional(),
    cursor: z.string().max(400).optional().describe('`next_cursor` of the page before'),
    limit: limit(50, 10_000),
  }),
  incidents: z.strictObject({
    from: commonKeys.shape.from.describe('incidents that lie on or after this local date at least in part'),
    to: commonKeys.shape.to.describe('incidents that began on or before this local date'),
    category: z.array(z.enum(CATEGORIES)).optional(),
    campus_id: someText.optional().describe('an incident of all campuses belongs to each'),
    incident_id: someText.optional(),
    status: z.array(z.enum(INCIDENT_STATUSES)).optional(),
    verdict: z.array(z.enum(VERDICTS)).optional(),
  }),
  incident: z.strictObject({
    incident_id: z.string().min(1).max(256).optional().describe('default: the one with most money at risk'),
  }),
  calendar_effects: z.strictObject({
    category: z.array(z.enum(CATEGORIES)).optional(),
    campus_id: someText.optional().describe('an effect of all campuses belongs to each'),
  }),
  explain: commonKeys.extend({
    ...clockKeys,
    from_time: instant.describe('first instant; default: the start of `from`'),
    to_time: instant.describe('the instant after the last; default: the end of `to`'),
    baseline: z
      .enum(BASELINES)
      .default('expected')
      .describe('what is usual here at this hour, or the window just before'),
    before_minutes: z.coerce
      .number()
      .int()
      .min(1)
      .max(527_040)
      .optional()
      .describe('length of the window before; default: that of the window itself'),
    dimensions: z
      .array(z.enum(LISTED))
      .optional()
      .describe('which to search and list; default: all. Categories, codes, dates and hours are only listed'),
    depth: z.coerce.number().int().min(1).max(3).default(3).describe('most dimensions of one combination'),
    limit: limit(3, 100).describe('most drivers; beyond 24 also most values of each dimension'),
  }),
  reconciliation: z.strictObject({
    from: commonKeys.shape.from,
    to: commonKeys.shape.to,
    campus_id: someText.optional().describe('what names no campus belongs to each'),
    channel: someText.optional(),
    kind: z.array(z.enum(FINDINGS)).optional().describe('narrows the list, never the figures'),
    cursor: z.string().max(400).optional().describe('`next_cursor` of the page before'),
    limit: limit(100, 10_000),
  }),
  quality: z.strictObject({}),
} as const;

export type QuestionName = keyof typeof questionKeys;
export type QuestionKeys<Name extends QuestionName> = z.infer<(typeof questionKeys)[Name]>;

/** The names of all questions that can be asked. */
export const QUESTION_NAMES = Object.keys(questionKeys) as QuestionName[];
