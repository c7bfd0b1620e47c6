import type { CustomSeriesOption } from 'echarts/charts';
import { areaSeries, signSeries } from './areas.ts';
import type { Key } from './axis-keys.ts';
import { place, type Cell, type Grid, type Rectangle } from './cell-shapes.ts';
import { hatching } from './decals.ts';
import { roomOf, type Room } from './heatmap-size.ts';
import { textWidth } from './key-labels.ts';
import type { Margin } from './margins.ts';
import type { ChartTokens } from './tokens.ts';

interface Look {
  tokens: ChartTokens;
  compact: boolean;
  /** A total as it is written beside its bar. */
  writeTotal: (value: number) => string;
}

type Totals = Map<string, Margin> | null;

/** The bar of a line: the cell that it stands beside, its total, in words, and which part that is of the largest. */
interface Bar extends Cell {
  total: Margin;
  text: string;
  part: number;
}

/** Where a bar lies beside its cell, and where its figure; null where no figure fits. */
interface Layout {
  bar: (cell: Rectangle, bar: Bar) => Rectangle;
  figure: (cell: Rectangle, bar: Rectangle) => object | null;
}

function barsOf(keys: Key[], totals: Totals, look: Look, at: (index: number) => [number, number]): Bar[] {
  const found = keys.flatMap((key, index) => {
    const total = totals?.get(String(key));
    return total ? [{ value: at(index), total, text: look.writeTotal(total.value) }] : [];
  });
  const most = Math.max(...found.map(({ total }) => Math.abs(total.value)), Number.MIN_VALUE);
  return found.map((bar) => ({ ...bar, part: Math.abs(bar.total.value) / most }));
}

/** How wide the widest figure of some bars is. */
const widest = (bars: Bar[], { figure }: Room) =>
  Math.max(0, ...bars.map(({ text }) => textWidth(text, figure)));

/** Bars in the colour of lines, those of thin lines hatched as thin cells are, with their figures where they fit. */
function drawn(bars: Bar[], { bar: shape, figure }: Layout, { tokens, compact }: Look): CustomSeriesOption[] {
  const firm = bars.filter(({ total }) => !total.thin);
  const thin = bars.filter(({ total }) => total.thin);
  const figures: CustomSeriesOption = {
    type: 'custom',
    silent: true,
    clip: false,
    z: 4,
    data: bars.map(({ value }) => value),
    renderItem: (params, api) => {
      const bar = bars[params.dataIndex]!;
      const cell = place(api as unknown as Grid);
      const at = figure(cell, shape(cell, bar));
      const fill = bar.total.thin ? tokens.muted : tokens.text;
      const style = { text: bar.text, fill, fontSize: roomOf(compact).figure, ...at };
      return (at && { type: 'text', style }) as never;
    },
  };
  return [
    areaSeries(firm, { fill: tokens.line }, 3, shape),
    signSeries(thin, hatching(tokens.line), shape),
    figures,
  ];
}

/** Bars right of the rows. */
export function rowBars(rows: Key[], columns: number, totals: Totals, look: Look): CustomSeriesOption[] {
  const room = roomOf(look.compact);
  const bars = barsOf(rows, totals, look, (index) => [columns - 1, index]);
  const fits = widest(bars, room) <= room.right - room.inset - 6;
  const layout: Layout = {
    bar: ({ x, y, width, height }, { part }) => ({
      x: x + width + 6,
      y: y + 1,
      width: Math.max(1, part * room.bar),
      height: Math.max(2, height - 2),
    }),
    figure: (_, { x, y, height }) =>
      fits ? { x: x + room.inset, y: y + height / 2, verticalAlign: 'middle' } : null,
  };
  return drawn(bars, layout, look);
}

/** Bars above the columns; lower where their figures fit above them. */
export function columnBars(columns: Key[], totals: Totals, look: Look): CustomSeriesOption[] {
  const room = roomOf(look.compact);
  const bars = barsOf(columns, totals, look, (index) => [index, 0]);
  const needed = widest(bars, room);
  const layout: Layout = {
    bar: ({ x, y, width }, { part }) => {
      const most = room.above - 6 - (width >= needed ? room.figure + 2 : 0);
      const height = Math.max(1, part * most);
      return { x: x + 1, y: y - 4 - height, width: Math.max(2, width - 2), height };
    },
    figure: ({ x, width }, { y }) =>
      width >= needed ? { x: x + width / 2, y: y - 2, align: 'center', verticalAlign: 'bottom' } : null,
  };
  return drawn(bars, layout, look);
}
