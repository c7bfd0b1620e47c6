import type { CustomSeriesOption } from 'echarts/charts';
import { areaSeries, signSeries } from './areas.ts';
import type { Key } from './axis-keys.ts';
import { place as cellPlace, type Grid, type Rectangle } from './cell-shapes.ts';
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

/** How the bars of one edge lie: the cell that one stands beside, and its rectangle. */
interface Edge {
  at: (index: number) => [number, number];
  bar: (cell: Rectangle, part: number) => Rectangle;
}

/** Each line of one edge that has a total, and the rectangle of its bar: the total as a part of the largest. */
function barsOf(keys: Key[], totals: Totals, { at, bar }: Edge) {
  const bars = keys.flatMap((key, index) => {
    const total = totals?.get(String(key));
    return total ? [{ value: at(index), total }] : [];
  });
  const most = Math.max(...bars.map(({ total }) => Math.abs(total.value)), Number.MIN_VALUE);
  const place = (grid: Grid, { value, total }: (typeof bars)[number]) =>
    bar(cellPlace(grid, value), Math.abs(total.value) / most);
  return { bars, place };
}

/** Bars in the colour of lines; the bar of a thin line is hatched, as thin cells are. */
const drawn = ({ bars, place }: ReturnType<typeof barsOf>, { tokens }: Look): CustomSeriesOption[] => [
  areaSeries(
    bars.filter(({ total }) => !total.thin),
    place,
    { fill: tokens.line },
    3,
  ),
  signSeries(
    bars.filter(({ total }) => total.thin),
    place,
    hatching(tokens.line),
  ),
];

/** Bars right of the rows, with their figures where there is room. */
export function rowBars(rows: Key[], columns: number, totals: Totals, look: Look): CustomSeriesOption[] {
  const { tokens, compact, writeTotal } = look;
  const most = compact ? RIGHT.narrow - 8 : RIGHT.bar;
  const found = barsOf(rows, totals, {
    at: (index) => [columns - 1, index],
    bar: ({ x, y, width, height }, part) => ({
      x: x + width + 6,
      y: y + 1,
      width: Math.max(1, part * most),
      height: Math.max(2, height - 2),
    }),
  });
  if (compact) return drawn(found, look);
  const figures: CustomSeriesOption = {
    type: 'custom',
    silent: true,
    clip: false,
    z: 4,
    data: found.bars.map(({ value }) => value),
    renderItem: (params, api) => {
      const bar = found.bars[params.dataIndex]!;
      const { x, y, height } = found.place(api as unknown as Grid, bar);
      const fill = bar.total.thin ? tokens.muted : tokens.text;
      const style = { text: writeTotal(bar.total.value), fill, fontSize: 11, verticalAlign: 'middle' };
      return { type: 'text', x: x + 4, y: y + height / 2, style } as never;
    },
  };
  return [...drawn(found, look), figures];
}

/** Bars above the columns. */
export function columnBars(columns: Key[], totals: Totals, look: Look): CustomSeriesOption[] {
  const found = barsOf(columns, totals, {
    at: (index) => [index, 0],
    bar: ({ x, y, width }, part) => {
      const height = Math.max(1, part * (ABOVE - 6));
      return { x: x + 1, y: y - 4 - height, width: Math.max(2, width - 2), height };
    },
  });
  return drawn(found, look);
}
