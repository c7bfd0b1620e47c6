import type { Dimension } from '../contracts/index.ts';
import { cellFinder, type Key } from './axis-keys.ts';
import { isTick } from './buckets.ts';
import type { Drawn } from './changes.ts';
import {
  cellSeries,
  dataOf,
  frameSeries,
  markSeries,
  outlierSeries,
  type HeatmapDatum,
} from './heat-cells.ts';
import type { HeatScale } from './heat-scale.ts';
import { FOOT, HEAD, roomOf } from './heatmap-size.ts';
import { columnBars, rowBars } from './heatmap-totals.ts';
import type { IncidentMarks } from './incident-marks.ts';
import { keyLabel, shorten, textWidth, type KeyWords } from './key-labels.ts';
import { marginsOf } from './margins.ts';
import { baseOption, type ChartOption } from './option.ts';
import type { ChartTokens } from './tokens.ts';

/** What a heatmap needs beside its cells: its lines, scale, colours and words, and which cells are open. */
export interface HeatmapContext {
  tokens: ChartTokens;
  words: KeyWords;
  /** The rows and columns that are drawn, in order. */
  rows: Key[];
  columns: Key[];
  scale: HeatScale;
  /** A phone: smaller cells and fewer, shorter labels. */
  compact: boolean;
  /** Whether a cell is selected; null where all are. */
  selected: ((row: Key, column: Key) => boolean) | null;
  /** The cell that the headline names. */
  named: { row: Key; column: Key } | null;
  /** The hour that it is now on the campus's clock. */
  hour: number | null;
  /** A total as it is written beside its bar. */
  writeTotal: (value: number) => string;
  /** The incidents that cells, rows and columns are marked with. */
  marks: IncidentMarks;
}

/** Cells of any two dimensions; empty cells dotted, thin ones hatched, outliers and incidents with their signs. */
export function heatmapOption(answer: Drawn, ctx: HeatmapContext): ChartOption {
  const { tokens, compact, rows, columns } = ctx;
  const most = compact ? 14 : 26;
  const mostAbove = columns.length > 8 ? 14 : 24;
  const rowLabels = rows.map((key) => shorten(keyLabel(answer.row_dimension, key, ctx.words), most));
  const columnLabels = columns.map((key) =>
    shorten(keyLabel(answer.column_dimension, key, ctx.words), compact ? 8 : mostAbove),
  );
  const fontSize = compact ? 10 : 12;
  const labelWidth = Math.max(0, ...rowLabels.map((label) => textWidth(label, fontSize)));

  const data = dataOf(rows, columns, cellFinder(answer.cells));
  const isChosen = ({ row, column }: HeatmapDatum) => ctx.selected?.(row, column) ?? true;
  const some = ctx.selected === null ? [] : data.filter(isChosen);
  const chosen = some.length === 1 ? some : [];
  const named = data.filter(
    ({ row, column }) => ctx.named && row === ctx.named.row && column === ctx.named.column,
  );
  const totals = { row: marginsOf(answer, 'row'), column: marginsOf(answer, 'column') };
  const room = roomOf(compact);
  const above = totals.column ? room.above : 0;
  const rich = { now: { color: tokens.accent, fontWeight: 700 as const, fontSize } };
  const withNow = (dimension: Dimension, key: Key | undefined, label: string) =>
    dimension === 'hour' && ctx.hour !== null && Number(key) === ctx.hour ? `{now|▸${label}}` : label;
  const axis = { type: 'category' as const, axisLine: { show: false }, axisTick: { show: false } };

  return {
    ...baseOption(tokens),
    grid: {
      left: labelWidth + 10,
      right: totals.row ? room.right : 2,
      top: HEAD + above,
      bottom: FOOT,
      outerBoundsMode: 'none',
    },
    tooltip: { show: false },
    xAxis: {
      ...axis,
      position: 'top',
      data: columns.map(String),
      axisLabel: {
        color: tokens.muted,
        fontSize,
        margin: 6 + above,
        rich,
        hideOverlap: true,
        interval: (index: number) => showsColumn(answer, columns, index, compact),
        formatter: (_: string, index: number) =>
          withNow(answer.column_dimension, columns[index], columnLabels[index] ?? ''),
      },
    },
    yAxis: {
      ...axis,
      inverse: true,
      data: rows.map(String),
      axisLabel: {
        color: tokens.text,
        fontSize,
        margin: 6,
        interval: 0,
        rich,
        formatter: (_: string, index: number) =>
          withNow(answer.row_dimension, rows[index], rowLabels[index] ?? ''),
      },
    },
    series: [
      ...cellSeries(data, answer, ctx.scale, (datum) => chosen.length === 0 && !isChosen(datum), tokens),
      frameSeries(named, tokens.accent, tokens),
      frameSeries(chosen, tokens.text, tokens),
      outlierSeries(data, ctx.scale, tokens),
      ...markSeries(data, ctx.marks, tokens),
      ...rowBars(rows, columns.length, totals.row, ctx),
      ...columnBars(columns, totals.column, ctx),
    ],
  };
}

/** Which column labels are written: dates at their ticks; on a phone every third hour or fifth day. */
function showsColumn(answer: Drawn, columns: Key[], index: number, compact: boolean): boolean {
  const key = columns[index]!;
  if (answer.column_dimension === 'date') return isTick(String(key), 'day', columns.length);
  if (!compact || columns.length < 20) return true;
  return Number(key) % (answer.column_dimension === 'hour' ? 3 : 5) === 0;
}
