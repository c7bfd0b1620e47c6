import { describe, expect, it } from 'vitest';
import { allFailures, totals, worstCell, worstLine } from '../../src/lib/charts/worst.ts';
import { cell, heatmapOf } from './samples.ts';

describe('worstCell', () => {
  it('passes over thin cells and finds none where nothing failed', () => {
    const thin = { ...cell(3, 1, 90), settled: 3 };
    expect(worstCell(heatmapOf([thin, cell(12, 1, 5), cell(13, 1, 8)]))?.row).toBe(13);
    expect(worstCell(heatmapOf([cell(12, 1, 0)]))).toBeNull();
  });
});

describe('worstCell of rates', () => {
  it('puts many failures of very many before one of a few', () => {
    const few = { ...cell(3, 1, 1), settled: 20, value: 0.05 };
    const many = { ...cell(12, 1, 450), settled: 10_000, value: 0.045 };
    expect(worstCell({ ...heatmapOf([few, many]), metric: 'failure_rate' })?.row).toBe(12);
  });
});

describe('worstCell of shares', () => {
  it('puts a part of many failures before the one failure there was', () => {
    const only = { ...cell(3, 1, 1), settled: 39, value: 1 };
    const part = { ...cell(12, 1, 136), settled: 11_415, value: 136 / 388 };
    expect(worstCell({ ...heatmapOf([only, part]), metric: 'share' })?.row).toBe(12);
    expect(allFailures(part)).toBe(388);
    expect(allFailures({ ...part, failures: 0, value: 0 })).toBeNull();
  });
});

describe('worstCell of changes', () => {
  it('puts a sure rise before a greater one that chance may have made', () => {
    const rise = (row: number, now: [number, number], before: [number, number]) => ({
      ...cell(row, 1, now[0]),
      settled: now[1],
      value: now[0] / now[1] - before[0] / before[1],
      compared_failures: before[0],
      compared_settled: before[1],
    });
    const cells = [rise(3, [4, 25], [1, 25]), rise(12, [450, 5000], [200, 5000])];
    const answer = { ...heatmapOf(cells), metric: 'failure_rate' as const, isChange: true };
    expect(worstCell(answer)?.row).toBe(12);
  });
});

describe('worstLine', () => {
  const cells = [cell(12, 1, 5), cell(12, 2, 5), cell(13, 1, 8)];
  it('counts failures, or weighs them by settled attempts', () => {
    expect(worstLine(heatmapOf(cells), 'row')).toEqual({ key: 12, settled: 200, failures: 10 });
    expect(worstLine({ ...heatmapOf(cells), metric: 'failure_rate' }, 'row')?.key).toBe(13);
  });
  it('adds nothing up over categories', () => {
    const answer = { ...heatmapOf(cells), column_dimension: 'category' as const };
    expect(worstLine(answer, 'row')).toBeNull();
    expect(totals(answer)).toEqual({ settled: null, failures: 18 });
    expect(totals(heatmapOf(cells))).toEqual({ settled: 300, failures: 18 });
  });
});
