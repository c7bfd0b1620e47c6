import { describe, expect, it } from 'vitest';
import { bucketSummary } from '../../src/lib/components/overview/bucket-summary.ts';
import type { SeriesAnswer } from '../../src/lib/contracts/index.ts';

const BUCKET = '2026-06-30T12:00';
const point = (by: string, failures: number) => ({
  bucket: BUCKET,
  by,
  attempts: 1300,
  settled: 1232,
  failures,
  value: failures,
});
const series: SeriesAnswer = {
  data_version: '1',
  sample: true,
  from: '2026-06-30',
  to: '2026-06-30',
  metric: 'failures',
  points: [point('network', 13), point('timeout', 93)],
};
const say = (expected: number | undefined) => bucketSummary(series, { at: () => expected }, 'en');

describe('bucketSummary', () => {
  it('says the failures of all categories, of attempts that are counted once', () => {
    expect(say(undefined)(BUCKET)).toEqual(['Total: 106 / 1,232 attempts · failure rate 8.6%']);
    expect(say(undefined)('2026-06-30T13:00')).toEqual([]);
  });
  it('adds what is usual once that is known', () => {
    expect(say(62.9)(BUCKET)[1]).toBe('Expected 62.9 · excess +43');
  });
});
