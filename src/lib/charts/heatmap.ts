import type { Dimension, HeatmapAnswer, HeatmapCell } from '../contracts/index.ts';
import { cellFinder, shownKeys, type Key } from './axis-keys.ts';
import { blend } from './blend.ts';
import { corner, place, type Grid } from './cell-shapes.ts';
import { isTick } from './buckets.ts';
import { dots, hatching } from './decals.ts';
import { heatScale, isThin, rampOf } from './heat-scale.ts';
import { ABOVE, FOOT, HEAD, RIGHT } from './heatmap-size.ts';
import { columnBars, rowBars } from './heatmap-totals.ts';
import { marginsOf } from './margins.ts';
import { keyLabel, shorten, textUnits, type KeyWords } from './key-labels.ts';
import { baseOption, escapeHtml, type ChartOption } from './option.ts';
import type { ChartTokens } from './tokens.ts';

/** What a heatmap needs beside its cells: colours, words, and which cell is open. */
export interface HeatmapContext {
  tokens: ChartTokens;
  words: KeyWords;
  /** A phone: smaller cells and fewer, shorter labels. */
  compact: boolean;
  /** Whether a cell is selected; null where all are. */
  selected: ((row: Key, column: Key) => boolean) | null;
  /** The hour that it is now on the campus's clock. */
  hour: number | null;
  /** A total as it is written beside its bar. */
  writeTotal: (value: number) => string;
  /** At most so many rows and columns without a natural order. */
  most: number;
  /** Cells that get a mark in their corner, as `row⏎column`. */
  marked?: { has: (cell: string) => boolean };
  /** The lines of a tooltip under its bold first line. */
  describe: (row: Key, column: Key, cell: HeatmapCell | null) => { title: string; lines: string[] };
}

/** What a drawn cell carries: read it from the event that `Chart` passes to `onselect`. */
export interface HeatmapDatum {
  value: [number, number];
  row: Key;
  column: Key;
  cell: HeatmapCell | null;
}

/** How much a thin cell fades into the surface, and one that is not selected. */
const FADED = 0.5;
const DIMMED = 0.8;

/** Cells of any two dimensions, coloured by quantile; empty cells dotted, thin ones hatched. */
export function heatmapOption(answer: HeatmapAnswer, ctx: HeatmapContext): ChartOption {
  const { tokens, compact } = ctx;
  const rows = shownKeys(answer, 'row', ctx.most);
  const columns = shownKeys(answer, 'column', ctx.most);
  const find = cellFinder(answer.cells);
  const { levelOf } = heatScale(answer);
  const ramp = rampOf(answer.metric, tokens);
  const most = compact ? 14 : 26;
  const mostAbove = columns.length > 8 ? 14 : 24;
  const rowLabels = rows.map((key) => shorten(keyLabel(answer.row_dimension, key, ctx.words), most));
  const columnLabels = columns.map((key) =>
    shorten(keyLabel(answer.column_dimension, key, ctx.words), compact ? 8 : mostAbove),
  );
  const fontSize = compact ? 10 : 12;
  const labelWidth = Math.max(0, ...rowLabels.map(textUnits)) * fontSize * 0.56;

  const data: HeatmapDatum[] = rows.flatMap((row, y) =>
    columns.map((column, x) => ({ value: [x, y], row, column, cell: find(row, column) })),
  );
  const isChosen = ({ row, column }: HeatmapDatum) => ctx.selected?.(row, column) ?? true;
  const some = ctx.selected === null ? [] : data.filter(isChosen);
  const chosen = some.length === 1 ? some : [];
  const totals = { row: marginsOf(answer, 'row'), column: marginsOf(answer, 'column') };
  const marked = data.filter((datum) => datum.cell && ctx.marked?.has(`${datum.row}\n${datum.column}`));
  const dotted = dots(`${tokens.muted}59`);
  const hatched = hatching(tokens.surface);
  const styleOf = (datum: HeatmapDatum) => {
    const { cell } = datum;
    if (!cell || cell.value === null) return { fill: tokens.surface, decal: dotted };
    const colour = ramp[levelOf(cell.value)]!;
    const fill = isChosen(datum) || chosen.length > 0 ? colour : blend(colour, tokens.surface, DIMMED);
    return isThin(cell) ? { fill: blend(fill, tokens.surface, FADED), decal: hatched } : { fill };
  };
  const rich = { now: { color: tokens.accent, fontWeight: 700 as const, fontSize } };
  const withNow = (dimension: Dimension, key: Key | undefined, label: string) =>
    dimension === 'hour' && ctx.hour !== null && Number(key) === ctx.hour ? `{now|▸${label}}` : label;
  const axis = { type: 'category' as const, axisLine: { show: false }, axisTick: { show: false } };

  return {
    ...baseOption(tokens),
    grid: {
      left: labelWidth + 10,
      right: totals.row ? (compact ? RIGHT.narrow : RIGHT.room) : 2,
      top: HEAD + (totals.column ? ABOVE : 0),
      bottom: FOOT,
      outerBoundsMode: 'none',
    },
    tooltip: {
      ...baseOption(tokens).tooltip,
      trigger: 'item',
      formatter: (found) => tooltip((found as unknown as { data: HeatmapDatum }).data, ctx),
    },
    xAxis: {
      ...axis,
      position: 'top',
      triggerEvent: true,
      data: columns.map(String),
      axisLabel: {
        color: tokens.muted,
        fontSize,
        margin: totals.column ? 6 + ABOVE : 6,
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
      triggerEvent: true,
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
      {
        type: 'custom',
        progressive: 0,
        progressiveThreshold: Infinity,
        clip: false,
        data: data as never,
        renderItem: (params, api) => ({
          type: 'rect',
          shape: place(api as unknown as Grid),
          style: styleOf(data[params.dataIndex]!),
          emphasis: { style: { stroke: tokens.text, lineWidth: 2 } },
        }),
      },
      {
        type: 'custom',
        silent: true,
        clip: false,
        z: 5,
        data: chosen as never,
        renderItem: (_, api) => ({
          type: 'group',
          children: [
            {
              type: 'rect',
              shape: place(api as unknown as Grid),
              style: { fill: 'none', stroke: tokens.surface, lineWidth: 6 },
            },
            {
              type: 'rect',
              shape: place(api as unknown as Grid),
              style: { fill: 'none', stroke: tokens.text, lineWidth: 3 },
            },
          ],
        }),
      },
      {
        type: 'custom',
        silent: true,
        clip: false,
        z: 4,
        progressive: 0,
        progressiveThreshold: Infinity,
        data: marked as never,
        renderItem: (_, api) => ({
          type: 'polygon',
          shape: { points: corner(place(api as unknown as Grid)) },
          style: { fill: tokens.accent, stroke: tokens.surface, lineWidth: 1 },
        }),
      },
      rowBars(rows, columns.length, totals.row, ctx),
      columnBars(columns, totals.column, ctx),
    ],
  };
}

/** Which column labels are written: dates at their ticks; on a phone every third hour or fifth day. */
function showsColumn(answer: HeatmapAnswer, columns: Key[], index: number, compact: boolean): boolean {
  const key = columns[index]!;
  if (answer.column_dimension === 'date') return isTick(String(key), 'day', columns.length);
  if (!compact || columns.length < 20) return true;
  return Number(key) % (answer.column_dimension === 'hour' ? 3 : 5) === 0;
}

function tooltip(datum: HeatmapDatum, ctx: HeatmapContext): string {
  const { title, lines } = ctx.describe(datum.row, datum.column, datum.cell);
  const head = `<b style="font-size:16px">${escapeHtml(title)}</b>`;
  return [head, ...lines.map(escapeHtml)].join('<br>');
}
