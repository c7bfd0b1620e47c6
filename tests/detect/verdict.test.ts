import { describe, expect, it } from 'vitest';
import { severityOf, verdictOf, type Evidence } from '../../ingest/detect/verdict.ts';

const QUIET: Evidence = {
  places_struck: 1,
  places_seen: 40,
  rails_struck: 1,
  rails_seen: 20,
  days_to_month_end: 15,
  days_to_allowance: null,
  occasion: null,
  hour_volume: 0.1,
  inside_rate: 0.3,
  outside_rate: 0.01,
  usual_rate: 0.01,
};
const BUILDING = { campus_id: 'c1', building_id: 'b1' };
const PEAK = { hour_volume: 0.9, places_struck: 30 };

describe('the verdict', () => {
  it.each([
    ['place', 'network', BUILDING, {}],
    ['place', 'timeout', BUILDING, PEAK],
    ['place', 'network', { campus_id: 'c1' }, {}],
    ['place', 'network', { campus_id: 'c1', channel: 'alipay' }, {}],
    ['place', 'timeout', { ...BUILDING, channel: 'campus_card' }, PEAK],
    ['rail', 'timeout', { bank: 'ICBC' }, PEAK],
    ['rail', 'channel_error', { channel: 'alipay' }, {}],
    ['rail', 'timeout', { campus_id: 'c1', channel: 'campus_card' }, {}],
    ['rail', 'balance', { bank: 'ICBC' }, { days_to_month_end: 2 }],
    ['allowance', 'balance', {}, { days_to_month_end: 2 }],
    ['allowance', 'unpaid', { campus_id: 'c1' }, { days_to_month_end: 0 }],
    ['allowance', 'balance', {}, { days_to_allowance: 1 }],
    ['place', 'balance', BUILDING, { days_to_month_end: 2 }],
    ['load', 'timeout', {}, PEAK],
    ['load', 'channel_error', { campus_id: 'c1' }, PEAK],
    ['load', 'network', {}, PEAK],
    ['unclear', 'timeout', {}, {}],
    ['unclear', 'balance', {}, {}],
    ['unclear', 'risk_or_limit', {}, PEAK],
  ] as const)('is %s for %s in %j with %j', (verdict, category, scope, evidence) => {
    expect(verdictOf(category, scope, { ...QUIET, ...evidence })).toBe(verdict);
  });
});

describe('the severity', () => {
  it.each([
    ['minor', 3, 5_000],
    ['moderate', 10, 0],
    ['moderate', 1, 30_000],
    ['severe', 40, 0],
    ['severe', 9, 150_000],
    ['extreme', 150, 0],
    ['extreme', 0, 600_000],
  ])('is %s for %i orders and %i minor units at risk', (severity, orders, amount) => {
    expect(severityOf(orders, amount)).toBe(severity);
  });
});
