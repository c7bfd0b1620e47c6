import { describe, expect, it } from 'vitest';
import { marginsOf } from '../../src/lib/charts/margins.ts';
import { countsOf } from '../../src/lib/components/heatmap/drill.ts';
import { cell, heatmapOf } from './samples.ts';

const CELLS = [
  { ...cell(11, 5, 2), settled: 10, value: 0.2 },
  { ...cell(11, 6, 9), settled: 90, value: 0.1 },
  { ...cell(12, 6, 5), settled: 50, value: 0.1 },
];

describe('marginsOf', () => {
  it('makes rates of a line anew from its counts, never from its rates', () => {
    const answer = { ...heatmapOf(CELLS), metric: 'failure_rate' as const };
    expect(marginsOf(answer, 'row')?.get('11')).toEqual({ value: 11 / 100, thin: false });
    expect(marginsOf(answer, 'column')?.get('6')).toEqual({ value: 14 / 140, thin: false });
    expect(marginsOf(answer, 'column')?.get('5')).toEqual({ value: 2 / 10, thin: true });
  });
  it('adds counts up', () => {
    const counted = CELLS.map((one) => ({ ...one, value: one.failures }));
    const answer = { ...heatmapOf(counted), metric: 'failures' as const };
    expect([...marginsOf(answer, 'row')!]).toEqual([
      ['11', { value: 11, thin: false }],
      ['12', { value: 5, thin: false }],
    ]);
  });
  it('takes the totals that the answer brings, since they cannot be added', () => {
    const total = { key: 11, attempts: 9, settled: 100, failures: 11, value: 840 };
    const row_totals = [total, { ...total, key: 12, settled: 3 }, { ...total, key: 13, value: null }];
    const answer = { ...heatmapOf(CELLS), metric: 'latency_p95' as const, row_totals };
    expect([...marginsOf(answer, 'row')!]).toEqual([
      ['11', { value: 840, thin: false }],
      ['12', { value: 840, thin: true }],
    ]);
  });
  it('has none where cells cannot be put together', () => {
    expect(marginsOf({ ...heatmapOf(CELLS), metric: 'latency_p95' }, 'row')).toBeNull();
    const across = {
      ...heatmapOf(CELLS),
      metric: 'failure_rate' as const,
      column_dimension: 'category' as const,
    };
    expect(marginsOf(across, 'row')).toBeNull();
  });
});

describe('countsOf', () => {
  const answer = heatmapOf(CELLS);
  it('adds up the cells of a block, a line and one cell', () => {
    expect(countsOf(answer, { rows: ['11', '12'], columns: ['6'] })).toMatchObject({
      failures: 14,
      settled: 140,
    });
    expect(countsOf(answer, { rows: ['11'], columns: [] })).toMatchObject({ failures: 11, settled: 100 });
    expect(countsOf(answer, { rows: ['11'], columns: ['5'] })).toMatchObject({ failures: 2, settled: 10 });
    expect(countsOf(answer, { rows: ['3'], columns: ['5'] })).toBeNull();
  });
  it('counts attempts once over categories', () => {
    const both = [
      { ...cell(11, 5, 2), settled: 10, column: 'network' },
      { ...cell(11, 5, 3), settled: 10, column: 'balance' },
    ];
    const over = { ...heatmapOf(both), column_dimension: 'category' as const };
    expect(countsOf(over, { rows: ['11'], columns: [] })).toEqual({
      attempts: 100,
      failures: 5,
      settled: 10,
    });
  });
});
