import { describe, expect, it } from 'vitest';
import { tableOf, tsvOf } from '../../src/lib/components/heatmap/table.ts';
import { viewOf } from '../../src/lib/components/heatmap/views.ts';
import { cell, heatmapOf } from '../charts/samples.ts';

const answer = {
  ...heatmapOf([
    cell('east/a', 'alipay', 3),
    cell('east/a', 'wechat_pay', 9),
    { ...cell('east/b', 'alipay', 7), settled: 4 },
  ]),
  row_dimension: 'building_id' as const,
  column_dimension: 'channel' as const,
};
const view = viewOf(answer, [], {
  language: 'en',
  places: { campuses: { east: 'East' }, buildings: { 'east/a': 'Hall A', 'east/b': '=cmd()\tB' } },
  year: 2026,
  spread: 'quantile',
  most: 40,
  incidents: [],
});
const order = (by: string, ascending: boolean) => tableOf(view, { by, ascending }).rows.map(({ key }) => key);

describe('the table twin', () => {
  it('sorts by a column or by the totals, rows without a value last either way', () => {
    expect(order('alipay', false)).toEqual(['east/b', 'east/a']);
    expect(order('alipay', true)).toEqual(['east/a', 'east/b']);
    expect(order('wechat_pay', false)).toEqual(['east/a', 'east/b']);
    expect(order('wechat_pay', true)).toEqual(['east/a', 'east/b']);
    expect(order('*', true)).toEqual(['east/b', 'east/a']);
  });
  it('is copied with whole numbers, gaps for empty cells, and names that no spreadsheet runs', () => {
    expect(tsvOf(tableOf(view, null), view).split('\n')).toEqual([
      'Building\tAlipay\tWeChat Pay\tTotal',
      'Hall A\t3\t9\t12',
      "'=cmd() B\t7\t\t7",
      'Total\t10\t9',
    ]);
  });
});
