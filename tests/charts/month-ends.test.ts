import { describe, expect, it } from 'vitest';
import { monthEndPlaces, moreOf } from '../../src/lib/charts/month-end-places.ts';
import {
  daysToMonthEnd,
  monthEndLift,
  monthEndsOption,
  monthLines,
} from '../../src/lib/charts/month-ends.ts';
import { LIGHT } from '../../src/lib/charts/tokens.ts';
import { cell, heatmapOf } from './samples.ts';

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

describe('where month ends show', () => {
  const at = (row: string, column: number, failures: number, settled: number) => ({
    ...cell(0, column, failures),
    row,
    settled,
  });
  it('counts failures above the rate of the other days, by building', () => {
    const cells = [
      at('a', 0, 12, 100), at('a', 6, 8, 100), at('a', 7, 10, 500), at('a', 20, 10, 500),
      at('b', 3, 40, 1000), at('b', 12, 40, 1000),
      at('new', 1, 9, 50),
    ]; // prettier-ignore
    const found = monthEndPlaces(heatmapOf(cells as never));
    expect(found).toEqual([
      { key: 'a', failures: 20, settled: 200, expected: 4 },
      { key: 'b', failures: 40, settled: 1000, expected: 40 },
    ]);
    expect(found.map(moreOf)).toEqual([16, 0]);
  });
});
