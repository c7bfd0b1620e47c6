import type { Metric } from '../../src/lib/contracts/index.ts';

/** What a metric of the contract is made of. */
export interface Definition {
  meaning: string;
  unit: string;
  numerator: string;
  denominator: string;
}

/** Every metric that a heatmap, a series or a ranking can show; all are made from sums, never from stored rates. */
export const METRIC_DEFINITIONS: Record<Metric, Definition> = {
  failures: {
    meaning: 'failures of the chosen categories',
    unit: 'attempts',
    numerator: '`failures`',
    denominator: 'none',
  },
  failure_rate: {
    meaning: 'how often an attempt that was decided failed, with one of the chosen categories',
    unit: 'share, 0 to 1',
    numerator: '`failures` of the chosen categories',
    denominator: '`settled` of all categories; cancelled and pending attempts are in neither',
  },
  share: {
    meaning: 'how much of all failures of the same cell the chosen categories are',
    unit: 'share, 0 to 1',
    numerator: '`failures` of the chosen categories',
    denominator: '`failures` of all categories',
  },
  expected: {
    meaning:
      'what is usual at this volume: each settled attempt brings the learned rate of its place on this kind of day in this half hour, times the factor of its channel, bank and method, times the factor of its date; all learned from weeks before',
    unit: 'attempts',
    numerator: 'see `sql/learned/mart_expected.sql`',
    denominator:
      'none; dates for which nothing was learned yet are left out, a cell with no other date is empty',
  },
  excess: {
    meaning: 'failures − expected failures; below zero where it went better than usual',
    unit: 'attempts',
    numerator: '`failures` − expected',
    denominator:
      'none; failures of dates for which nothing was learned yet are left out too, a cell with no other date is empty',
  },
  attempts: {
    meaning: 'all attempts, whatever became of them',
    unit: 'attempts',
    numerator: '`attempts`',
    denominator: 'none',
  },
  failed_amount: {
    meaning: 'amount of the failures of the chosen categories',
    unit: 'major units of the currency (yuan)',
    numerator: '`failed_amount` ÷ 100',
    denominator: 'none',
  },
  lost_orders: {
    meaning: 'orders at risk without a success within 24 hours, where and when they first failed',
    unit: 'orders',
    numerator: '`lost_orders`',
    denominator: 'none; immature orders are not counted',
  },
  latency_p95: {
    meaning:
      'the latency that 95 % of the measured attempts stay within, from the mergeable buckets of `mart_hourly`',
    unit: 'ms, at most 4.8 % off',
    numerator: '`latency_bucket`',
    denominator: 'attempts with a measured latency',
  },
};
