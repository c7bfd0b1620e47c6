import { describe, expect, it } from 'vitest';
import {
  daysToMonthEnd,
  monthEndLift,
  monthEndsOption,
  monthLines,
} from '../../src/lib/charts/month-ends.ts';
import { LIGHT } from '../../src/lib/charts/tokens.ts';

describe('month ends', () => {
  const point = (bucket: string, value: number) => ({
    bucket,
    by: null,
    attempts: 1,
    settled: 1,
    failures: 1,
    value,
  });
  const days = (month: string, last: number, of: (day: number) => number) =>
    Array.from({ length: last }, (_, index) => {
      const day = index + 1;
      return point(`${month}-${String(day).padStart(2, '0')}`, of(last - day));
    });

  it('are counted from the end, whatever the length of the month', () => {
    expect(['2024-02-29', '2024-02-28', '2026-02-28', '2026-01-01'].map(daysToMonthEnd)).toEqual([
      0, 1, 0, 30,
    ]);
    const points = [
      ...days('2026-01', 31, (left) => left),
      ...days('2026-02', 28, (left) => left),
      ...days('2026-03', 31, (left) => left).slice(0, 10),
    ];
    const lines = monthLines(points, 6);
    expect(lines.map(({ month }) => month)).toEqual(['2026-01', '2026-02']);
    for (const { values } of lines)
      expect(values.slice(10)).toEqual(Array.from({ length: 21 }, (_, index) => 20 - index));
    expect(lines[1]!.values[0]).toBeNull();
    expect(monthLines(points, 1).map(({ month }) => month)).toEqual(['2026-02']);
  });

  it('are compared with the rest of their months', () => {
    const lines = monthLines(
      days('2026-01', 31, (left) => (left < 7 ? 30 : 10)),
      6,
    );
    expect(monthEndLift(lines)).toBe(3);
    expect(monthEndLift([])).toBeNull();
    const ctx = { tokens: LIGHT, unit: '', axis: '', name: String, format: String };
    expect(monthEndsOption(lines, ctx).series).toHaveLength(1);
  });
});
