import type { CustomSeriesOption } from 'echarts/charts';
import { areaSeries, signSeries } from './areas.ts';
import type { Key } from './axis-keys.ts';
import { place, type Cell, type Grid, type Rectangle } from './cell-shapes.ts';
import { hatching } from './decals.ts';
import { ABOVE, RIGHT } from './heatmap-size.ts';
import type { Margin } from './margins.ts';
import type { ChartTokens } from './tokens.ts';

interface Look {
  tokens: ChartTokens;
  compact: boolean;
  /** A total as it is written beside its bar. */
  writeTotal: (value: number) => string;
}

type Totals = Map<string, Margin> | null;

/** The bar of a line: the cell that it stands beside, its total, and which part that is of the largest. */
interface Bar extends Cell {
  total: Margin;
  part: number;
}

function barsOf(keys: Key[], totals: Totals, at: (index: number) => [number, number]): Bar[] {
  const found = keys.flatMap((key, index) => {
    const total = totals?.get(String(key));
    return total ? [{ value: at(index), total }] : [];
  });
  const most = Math.max(...found.map(({ total }) => Math.abs(total.value)), Number.MIN_VALUE);
  return found.map((bar) => ({ ...bar, part: Math.abs(bar.total.value) / most }));
}

/** Bars in the colour of lines; the bar of a thin line is hatched, as thin cells are. */
function drawn(bars: Bar[], shape: (cell: Rectangle, bar: Bar) => Rectangle, { tokens }: Look) {
  const firm = bars.filter(({ total }) => !total.thin);
  const thin = bars.filter(({ total }) => total.thin);
  return [areaSeries(firm, { fill: tokens.line }, 3, shape), signSeries(thin, hatching(tokens.line), shape)];
}

/** Bars right of the rows, with their figures where there is room. */
export function rowBars(rows: Key[], columns: number, totals: Totals, look: Look): CustomSeriesOption[] {
  const { tokens, compact, writeTotal } = look;
  const most = compact ? RIGHT.narrow - 8 : RIGHT.bar;
  const bars = barsOf(rows, totals, (index) => [columns - 1, index]);
  const shape = ({ x, y, width, height }: Rectangle, { part }: Bar) => ({
    x: x + width + 6,
    y: y + 1,
    width: Math.max(1, part * most),
    height: Math.max(2, height - 2),
  });
  if (compact) return drawn(bars, shape, look);
  const figures: CustomSeriesOption = {
    type: 'custom',
    silent: true,
    clip: false,
    z: 4,
    data: bars.map(({ value }) => value),
    renderItem: (params, api) => {
      const bar = bars[params.dataIndex]!;
      const { x, y, height } = shape(place(api as unknown as Grid), bar);
      const fill = bar.total.thin ? tokens.muted : tokens.text;
      const style = { text: writeTotal(bar.total.value), fill, fontSize: 11, verticalAlign: 'middle' };
      return { type: 'text', x: x + 4, y: y + height / 2, style } as never;
    },
  };
  return [...drawn(bars, shape, look), figures];
}

/** Bars above the columns. */
export function columnBars(columns: Key[], totals: Totals, look: Look): CustomSeriesOption[] {
  const bars = barsOf(columns, totals, (index) => [index, 0]);
  const shape = ({ x, y, width }: Rectangle, { part }: Bar) => {
    const height = Math.max(1, part * (ABOVE - 6));
    return { x: x + 1, y: y - 4 - height, width: Math.max(2, width - 2), height };
  };
  return drawn(bars, shape, look);
}
