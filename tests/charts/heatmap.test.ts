import { describe, expect, it } from 'vitest';
import { heatmapHeight } from '../../src/lib/charts/heatmap-size.ts';
import { heatmapOption, type HeatmapContext, type HeatmapDatum } from '../../src/lib/charts/heatmap.ts';
import { LIGHT } from '../../src/lib/charts/tokens.ts';
import { cell, heatmapOf } from './samples.ts';

const ctx: HeatmapContext = {
  tokens: LIGHT,
  words: { locale: 'zh-CN', name: (_, key) => String(key) },
  most: 40,
  compact: false,
  selected: null,
  hour: null,
  writeTotal: String,
  describe: (row, column, found) => ({ title: `${row}<${column}`, lines: [found ? '有' : '没有支付尝试'] }),
};
interface Drawn {
  data: HeatmapDatum[];
  progressive: number;
  progressiveThreshold: number;
  renderItem: (params: { dataIndex: number }, api: unknown) => { style: { fill: string; decal?: unknown } };
}
const grid = { value: () => 0, coord: () => [10, 10], size: () => [20, 14] };
const draw = (cells = [cell(12, 5, 7)], more: Partial<HeatmapContext> = {}) => {
  const option = heatmapOption(heatmapOf(cells), { ...ctx, ...more });
  const [cellsDrawn, outline] = option.series as unknown as [Drawn, Drawn];
  const styleAt = (row: number, column: number) =>
    cellsDrawn.renderItem(
      { dataIndex: cellsDrawn.data.findIndex((d) => d.row === row && d.column === column) },
      grid,
    ).style;
  return { option, cells: cellsDrawn, outline, styleAt };
};

describe('heatmapOption', () => {
  it('draws the whole natural axis, never progressively', () => {
    const { cells } = draw();
    expect(cells.data).toHaveLength(24 * 31);
    expect(cells).toMatchObject({ progressive: 0, progressiveThreshold: Infinity });
  });
  it('dots an empty cell with no colour of the ramp, and colours a zero', () => {
    const { styleAt } = draw([cell(12, 5, 7), cell(13, 5, 0)]);
    expect(styleAt(0, 1)).toMatchObject({ fill: LIGHT.surface });
    expect(styleAt(0, 1).decal).toBeDefined();
    expect(styleAt(13, 5)).toEqual({ fill: LIGHT.heat[0] });
  });
  it('hatches a thin cell', () => {
    const { styleAt } = draw([
      { ...cell(12, 5, 7), settled: 19 },
      { ...cell(12, 6, 7), settled: 20 },
    ]);
    expect(styleAt(12, 5).decal).toBeDefined();
    expect(styleAt(12, 6).decal).toBeUndefined();
  });
  it('outlines the cell that a link names', () => {
    expect(
      draw(undefined, { selected: (row, column) => row === 12 && column === 5 }).outline.data,
    ).toHaveLength(1);
    expect(draw().outline.data).toHaveLength(0);
  });
  it('dims what a block leaves out, and outlines none of it', () => {
    const { styleAt, outline } = draw([cell(12, 5, 7), cell(13, 5, 7), cell(14, 5, 7)], {
      selected: (row) => row !== 14,
    });
    expect(outline.data).toHaveLength(0);
    expect(styleAt(12, 5)).toEqual(styleAt(13, 5));
    expect(styleAt(14, 5).fill).not.toBe(styleAt(12, 5).fill);
  });
  it('marks the hour that it is on the campus', () => {
    const { option } = draw(undefined, { hour: 13 });
    const { axisLabel } = option.yAxis as { axisLabel: { formatter: (_: string, index: number) => string } };
    expect([12, 13].map((index) => axisLabel.formatter('', index))).toEqual(['12', '{now|▸13}']);
  });
  it('writes a tooltip that no name can break', () => {
    const { option, cells } = draw();
    const { formatter } = option.tooltip as unknown as {
      formatter: (found: { data: HeatmapDatum }) => string;
    };
    expect(formatter({ data: cells.data[0]! })).toContain('0&#60;1');
    expect(formatter({ data: cells.data[0]! })).toContain('没有支付尝试');
  });
});

describe('heatmapHeight', () => {
  it('keeps cells at least 14 px high on a desktop and 10 px on a phone', () => {
    for (const rows of [1, 24, 31, 200]) {
      expect(heatmapHeight(rows, false)).toBeGreaterThanOrEqual(15 * rows);
      expect(heatmapHeight(rows, true)).toBeGreaterThanOrEqual(11 * rows);
    }
  });
});
