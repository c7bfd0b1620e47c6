import { describe, expect, it } from 'vitest';
import { shownKeys } from '../../src/lib/charts/axis-keys.ts';
import { drawRectangles } from '../../src/lib/charts/cell-shapes.ts';
import type { HeatmapDatum } from '../../src/lib/charts/heat-cells.ts';
import { heatScale } from '../../src/lib/charts/heat-scale.ts';
import { heatmapHeight } from '../../src/lib/charts/heatmap-size.ts';
import { heatmapOption, type HeatmapContext } from '../../src/lib/charts/heatmap.ts';
import type { IncidentMarks } from '../../src/lib/charts/incident-marks.ts';
import { LIGHT } from '../../src/lib/charts/tokens.ts';
import type { HeatmapAnswer } from '../../src/lib/contracts/index.ts';
import { incident } from '../words/incident.ts';
import { cell, heatmapOf } from './samples.ts';

const noMarks: IncidentMarks = { cells: new Map(), rows: new Map(), columns: new Map() };
const ctxOf = (answer: HeatmapAnswer): HeatmapContext => ({
  tokens: LIGHT,
  words: { locale: 'zh-CN', name: (_, key) => String(key) },
  rows: shownKeys(answer, 'row', 40),
  columns: shownKeys(answer, 'column', 40),
  scale: heatScale(answer),
  compact: false,
  selected: null,
  named: null,
  hour: null,
  writeTotal: String,
  marks: noMarks,
});
interface Drawn {
  data: HeatmapDatum[];
  renderItem: (
    params: { dataIndex: number },
    api: unknown,
  ) => { shape: { sides: number[] }; style: { fill: string; decal?: unknown } };
}
const grid = {
  value: () => 0,
  coord: ([x, y]: [number, number]) => [10 + 20 * x, 10 + 14 * y],
  size: () => [20, 14],
};
/** The outline of the cell of a day's column and an hour's row. */
const outline = (row: number, column: number) => `M${(column - 1) * 20} ${3 + row * 14}h19v13h-19`;
/** What an area shows; null where it has no cells. */
const shownOf = ({ data, renderItem }: Drawn) => {
  if (data.length === 0) return null;
  const { shape, style } = renderItem({ dataIndex: 0 }, grid);
  const outlines: string[] = [];
  drawRectangles(
    { rect: (x, y, width, height) => outlines.push(`M${x} ${y}h${width}v${height}h${-width}`) },
    shape,
  );
  return { ...style, outlines };
};
/** Series after the areas of the cells: signs, frames, outliers and marks, then the bars. */
const [MARKS, BARS] = [8, 6];
const draw = (cells = [cell(12, 5, 7)], more: Partial<HeatmapContext> = {}) => {
  const answer = heatmapOf(cells);
  const option = heatmapOption(answer, { ...ctxOf(answer), ...more });
  const series = option.series as unknown as Drawn[];
  const areas = series.slice(0, -MARKS - BARS).map((area) => shownOf(area)!);
  const [dotted, hatched, named, chosen, outliers, corners, rowHeads, columnHeads] = series.slice(
    -MARKS - BARS,
  );
  return {
    option,
    areas,
    fillAt: (row: number, column: number) =>
      areas.find(({ outlines }) => outlines.includes(outline(row, column)))?.fill,
    dotted: shownOf(dotted!),
    hatched: shownOf(hatched!),
    named: named!,
    chosen: chosen!,
    outliers: outliers!,
    heads: { corners: corners!, rows: rowHeads!, columns: columnHeads! },
    bars: series.slice(-BARS),
  };
};
const placesOf = ({ data }: Drawn) => data.map(({ row, column }) => [row, column]);

describe('heatmapOption', () => {
  it('draws the whole natural axis, in an area for each look', () => {
    const { areas, dotted } = draw([cell(12, 5, 7), cell(13, 5, 7)]);
    expect(areas.map(({ outlines }) => outlines.length)).toEqual([2]);
    expect(dotted!.outlines).toHaveLength(24 * 31 - 2);
  });
  it('dots an empty cell with no colour of the ramp, and colours a zero', () => {
    const { fillAt, dotted } = draw([cell(12, 5, 7), cell(13, 5, 0)]);
    expect(fillAt(0, 1)).toBeUndefined();
    expect(dotted!.outlines).toContain(outline(0, 1));
    expect(dotted!.outlines).not.toContain(outline(13, 5));
    expect(dotted!.decal).toBeDefined();
    expect(fillAt(13, 5)).toBe(LIGHT.heat[0]);
  });
  it('hatches a thin cell', () => {
    const { hatched } = draw([
      { ...cell(12, 5, 7), settled: 19 },
      { ...cell(12, 6, 7), settled: 20 },
    ]);
    expect(hatched!.outlines).toEqual([outline(12, 5)]);
    expect(hatched!.decal).toBeDefined();
    expect(draw([{ ...cell(12, 6, 7), settled: 20 }]).hatched).toBeNull();
  });
  it('lets the worst thin cell recede behind the palest firm one', () => {
    const { fillAt } = draw([
      ...[1, 2, 3, 4, 5, 6, 7].map((failures) => cell(failures, 5, failures)),
      { ...cell(12, 5, 9), settled: 9 },
    ]);
    const whiteness = (hex = '') => Math.min(...[1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16)));
    expect(whiteness(fillAt(12, 5))).toBeGreaterThan(whiteness(fillAt(1, 5)));
  });
  it('frames the cell that the headline names', () => {
    expect(placesOf(draw(undefined, { named: { row: 12, column: 5 } }).named)).toEqual([[12, 5]]);
    expect(draw().named.data).toEqual([]);
  });
  it('gives a sign to what lies far beyond the rest, firm cells only', () => {
    const cells = [...[4, 5, 6, 7, 8, 9].map((n) => cell(n, 1, n)), cell(12, 5, 400)];
    const { outliers } = draw([...cells, { ...cell(13, 5, 900), settled: 5 }]);
    expect(placesOf(outliers)).toEqual([[12, 5]]);
  });
  it('marks cells with a corner, and the heads of rows and columns with a bar', () => {
    const marks = {
      cells: new Map([['12\n5', [incident]]]),
      rows: new Map([['7', [incident]]]),
      columns: new Map([['9', [incident]]]),
    };
    const { corners, rows, columns } = draw(undefined, { marks }).heads;
    expect(placesOf(corners)).toEqual([[12, 5]]);
    expect(placesOf(rows)).toEqual([[7, 1]]);
    expect(placesOf(columns)).toEqual([[0, 9]]);
  });
  it('draws a bar for each total, hatched where the line is thin', () => {
    const { bars } = draw([cell(12, 5, 7), { ...cell(13, 6, 7), settled: 4 }]);
    const [ofRows, thinRows, figures, ofColumns, thinColumns, columnFigures] = bars;
    for (const firm of [ofRows, ofColumns])
      expect(shownOf(firm!)).toMatchObject({ fill: LIGHT.line, outlines: { length: 1 } });
    for (const thin of [thinRows, thinColumns]) {
      expect(shownOf(thin!)!.outlines).toHaveLength(1);
      expect(shownOf(thin!)!.decal).toBeDefined();
    }
    for (const beside of [figures, columnFigures]) expect(beside!.data).toHaveLength(2);
  });
  it('writes the totals where they fit: beside rows, above columns that are wide enough', () => {
    const written = (total: string, compact: boolean) => {
      const { bars } = draw(undefined, { writeTotal: () => total, compact });
      return [bars[2]!, bars[5]!].map(
        ({ renderItem }) =>
          (renderItem({ dataIndex: 0 }, grid) as unknown as { style: { text: string } } | null)?.style.text,
      );
    };
    expect(written('7', false)).toEqual(['7', '7']);
    expect(written('1,203', false)).toEqual(['1,203', undefined]);
    expect(written('1,203', true)).toEqual(['1,203', undefined]);
    expect(written('1,203,456', true)).toEqual([undefined, undefined]);
  });
  it('lowers the bars of columns where figures stand above them', () => {
    const topOf = (total: string) =>
      shownOf(draw(undefined, { writeTotal: () => total }).bars[3]!)!.outlines[0];
    expect(topOf('7')).toMatch(/v19h/);
    expect(topOf('1,203')).toMatch(/v32h/);
  });
  it('outlines the cell that a link names', () => {
    expect(
      draw(undefined, { selected: (row, column) => row === 12 && column === 5 }).chosen.data,
    ).toHaveLength(1);
    expect(draw().chosen.data).toHaveLength(0);
  });
  it('dims what a block leaves out, and outlines none of it', () => {
    const { fillAt, chosen } = draw([cell(12, 5, 7), cell(13, 5, 7), cell(14, 5, 7)], {
      selected: (row) => row !== 14,
    });
    expect(chosen.data).toHaveLength(0);
    expect(fillAt(12, 5)).toBe(fillAt(13, 5));
    expect(fillAt(14, 5)).not.toBe(fillAt(12, 5));
  });
  it('marks the hour that it is on the campus', () => {
    const { option } = draw(undefined, { hour: 13 });
    const { axisLabel } = option.yAxis as { axisLabel: { formatter: (_: string, index: number) => string } };
    expect([12, 13].map((index) => axisLabel.formatter('', index))).toEqual(['12', '{now|▸13}']);
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
