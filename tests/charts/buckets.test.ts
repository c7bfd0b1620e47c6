import { describe, expect, it } from 'vitest';
import { bucketAxis, bucketDates, bucketLabel, isTick, isWeekend } from '../../src/lib/charts/buckets.ts';

describe('bucketAxis', () => {
  it('keeps a gap in the data as a gap on the axis', () => {
    expect(bucketAxis(['2026-02-27', '2026-03-02'], 'day')).toEqual([
      '2026-02-27',
      '2026-02-28',
      '2026-03-01',
      '2026-03-02',
    ]);
  });
  it('counts hours over midnight, weeks by seven days and months by their first', () => {
    expect(bucketAxis(['2026-09-25T23:00', '2026-09-26T01:00'], 'hour')).toHaveLength(3);
    expect(bucketAxis(['2026-09-21', '2026-10-05'], 'week')).toEqual([
      '2026-09-21',
      '2026-09-28',
      '2026-10-05',
    ]);
    expect(bucketAxis(['2026-11-01', '2027-01-01'], 'month')).toEqual([
      '2026-11-01',
      '2026-12-01',
      '2027-01-01',
    ]);
  });
  it('is empty without buckets', () => {
    expect(bucketAxis([], 'day')).toEqual([]);
  });
});

describe('isTick', () => {
  it('puts hourly ticks some hours apart, further apart on a longer axis, and at local midnight', () => {
    const hours = (length: number) =>
      bucketAxis(['2026-09-25T00:00', '2026-09-25T23:00'], 'hour')
        .filter((bucket) => isTick(bucket, 'hour', length))
        .map((bucket) => Number(bucket.slice(11, 13)));
    expect(hours(24)).toEqual([0, 3, 6, 9, 12, 15, 18, 21]);
    expect(hours(48)).toEqual([0, 6, 12, 18]);
    expect(hours(96)).toEqual([0, 12]);
    expect(hours(200)).toEqual([0]);
    expect(hours(400)).toEqual([]);
  });
  it('thins a month of days out to Mondays and a year to month starts', () => {
    expect(isTick('2026-09-21', 'day', 30)).toBe(true);
    expect(isTick('2026-09-22', 'day', 30)).toBe(false);
    expect(isTick('2026-09-01', 'day', 365)).toBe(true);
  });
});

describe('bucketLabel', () => {
  it('writes hours short on an axis, so that a phone has room for the date at midnight', () => {
    expect(bucketLabel('2026-09-25T09:00', 'hour', 'zh-CN')).toBe('9');
    expect(bucketLabel('2026-09-25T00:00', 'hour', 'zh-CN')).toBe('9月25日');
  });
  it('says a local day and hour in both languages', () => {
    expect(bucketLabel('2026-09-25', 'day', 'zh-CN')).toBe('9月25日');
    expect(bucketLabel('2026-09-25', 'day', 'en', true)).toBe('Fri 25 Sept');
    expect(bucketLabel('2026-09-25T12:00', 'hour', 'zh-CN', true)).toBe('9月25日 周五 12:00');
  });
});

describe('isWeekend', () => {
  it('knows Saturday and Sunday by local date and leaves weeks alone', () => {
    expect(bucketAxis(['2026-09-25', '2026-09-28'], 'day').map((bucket) => isWeekend(bucket, 'day'))).toEqual(
      [false, true, true, false],
    );
    expect(isWeekend('2026-09-26T23:00', 'hour')).toBe(true);
    expect(isWeekend('2026-09-27', 'week')).toBe(false);
  });
});

describe('bucketDates', () => {
  it('covers a day, a week and a month to their last date, in short and leap Februaries too', () => {
    expect(bucketDates('2026-09-25T23:00', 'hour')).toEqual({ from: '2026-09-25', to: '2026-09-25' });
    expect(bucketDates('2026-09-25', 'day')).toEqual({ from: '2026-09-25', to: '2026-09-25' });
    expect(bucketDates('2026-12-28', 'week')).toEqual({ from: '2026-12-28', to: '2027-01-03' });
    expect(bucketDates('2026-02-01', 'month').to).toBe('2026-02-28');
    expect(bucketDates('2028-02-01', 'month').to).toBe('2028-02-29');
  });
});
