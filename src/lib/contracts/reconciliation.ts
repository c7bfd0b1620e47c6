import { z } from 'zod';
import { CATEGORIES, FINDINGS, STATUSES } from './names.ts';
import { provenance } from './provenance.ts';

const count = z.number().int();
const nullableNumber = z.number().nullable();
const money = z.number().describe('major units');

/** The failure rate that a window has, by one of the two readings. */
const rate = z.object({
  failures: count,
  settled: count,
  failure_rate: nullableNumber.describe('failures ÷ settled attempts'),
});
export type ReconciledRate = z.infer<typeof rate>;

/** What the bills of a channel say, and which days they cover. */
export const billCoverage = z.object({
  channel: z.string(),
  campus_id: z.string().nullable().describe('null where the bill does not say one'),
  from: z.string().describe('first local date with a payment'),
  to: z.string().describe('last local date with a payment'),
  days: count.describe('dates with a payment: only these are covered'),
  payments: count,
  matched: count.describe('payments that an attempt answers to'),
  paid: money,
  refunds: count,
  refunded: money,
  fees: money,
});
export type BillCoverage = z.infer<typeof billCoverage>;

/** One finding: what the log says beside what the bill says. */
export const finding = z.object({
  item_id: z.string(),
  kind: z.enum(FINDINGS),
  campus_id: z.string().nullable(),
  channel: z.string(),
  happened_at: z.string().describe('when the money moved, or should have; ISO 8601, UTC'),
  age_minutes: z.number().describe('from then to the end of the data of log and bills'),
  past_line: z.boolean().describe('older than 15 minutes with money at stake'),
  at_stake: money.describe('paid less refunded; the difference; or what did not come'),
  currency: z.string().nullable(),
  attempt_id: z.string().nullable(),
  order_id: z.string().nullable(),
  attempted_at: z.string().nullable().describe('ISO 8601, UTC'),
  reported_status: z.enum(STATUSES).nullable().describe('as the log said it'),
  logged_status: z.enum(STATUSES).nullable().describe('after classification, by the log alone'),
  corrected_status: z.enum(STATUSES).nullable().describe('what every count is made from'),
  logged_category: z.enum(CATEGORIES).nullable(),
  attempt_amount: nullableNumber.describe('major units, by the log'),
  line_id: z.string().nullable(),
  transaction_id: z.string().nullable().describe("the channel's number"),
  bill_order_id: z.string().nullable(),
  paid_at: z.string().nullable().describe('ISO 8601, UTC'),
  bill_amount: nullableNumber.describe('major units, by the bill'),
  refunded: nullableNumber.describe('major units, given back by later lines'),
});
export type Finding = z.infer<typeof finding>;

/** What the bills say of the log. */
export const reconciliationAnswer = z.object({
  ...provenance.shape,
  attempts: count.describe('attempts of the window'),
  covered_attempts: count.describe('of them those on a day that a bill of their channel covers'),
  corrected: count.describe('attempts that a bill shows as paid and the log does not'),
  before: rate.describe('by the log alone'),
  after: rate.describe('with the corrections; what every other question counts'),
  findings_by_kind: z.array(
    z.object({
      kind: z.enum(FINDINGS),
      items: count,
      at_stake: money,
      past_line: count.describe('items older than 15 minutes with money at stake'),
      past_line_at_stake: money,
    }),
  ),
  coverage: z.array(billCoverage).describe('empty where no bill is loaded for the window'),
  total: count.describe('findings that match, on all pages'),
  items: z.array(finding).describe('newest first, paged'),
  next_cursor: z.string().nullable(),
});
export type ReconciliationAnswer = z.infer<typeof reconciliationAnswer>;
