import type { CustomSeriesOption } from 'echarts/charts';
import type { Key } from './axis-keys.ts';
import { place, type Grid, type Rectangle } from './cell-shapes.ts';
import { signSeries } from './cell-signs.ts';
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

/** How the bars of one edge lie: the cell that one stands beside, its rectangle, and what is written beside it. */
interface Edge {
  at: (index: number) => [number, number];
  bar: (cell: Rectangle, part: number) => Rectangle;
  text?: (bar: Rectangle, total: Margin) => object;
}

/** A bar for each line of one edge: its total as a part of the largest, hatched where it is thin; none where there are no totals. */
function bars(keys: Key[], totals: Totals, { at, bar, text }: Edge, { tokens }: Look): CustomSeriesOption[] {
  const found = keys.flatMap((key, index) => {
    const total = totals?.get(String(key));
    return total ? [{ at: at(index), total }] : [];
  });
  const most = Math.max(...found.map(({ total }) => Math.abs(total.value)), Number.MIN_VALUE);
  type Bar = (typeof found)[number];
  const barOf = (grid: Grid, { at, total }: Bar) => bar(place(grid, at), Math.abs(total.value) / most);
  const drawn: CustomSeriesOption = {
    type: 'custom',
    silent: true,
    clip: false,
    z: 3,
    data: found.map(({ at }) => at),
    renderItem: (params, api) => {
      const { total } = found[params.dataIndex]!;
      const shape = barOf(api as unknown as Grid, found[params.dataIndex]!);
      const fill = total.thin ? tokens.surface : tokens.line;
      const children = [{ type: 'rect', shape, style: { fill } }, ...(text ? [text(shape, total)] : [])];
      return { type: 'group', children } as never;
    },
  };
  return [
    drawn,
    signSeries(
      found.filter(({ total }) => total.thin),
      barOf,
      hatching(tokens.line),
    ),
  ];
}

/** Bars with their figures right of the rows. */
export function rowBars(rows: Key[], columns: number, totals: Totals, look: Look): CustomSeriesOption[] {
  const { tokens, compact, writeTotal } = look;
  const most = compact ? RIGHT.narrow - 8 : RIGHT.bar;
  const text: Edge['text'] = ({ x, y, height }, total) => {
    const fill = total.thin ? tokens.muted : tokens.text;
    const style = { text: writeTotal(total.value), fill, fontSize: 11, verticalAlign: 'middle' };
    return { type: 'text', x: x + 4, y: y + height / 2, z2: 1, style };
  };
  const edge: Edge = {
    at: (index) => [columns - 1, index],
    bar: ({ x, y, width, height }, part) => ({
      x: x + width + 6,
      y: y + 1,
      width: Math.max(1, part * most),
      height: Math.max(2, height - 2),
    }),
    text: compact ? undefined : text,
  };
  return bars(rows, totals, edge, look);
}

/** Bars above the columns. */
export function columnBars(columns: Key[], totals: Totals, look: Look): CustomSeriesOption[] {
  const edge: Edge = {
    at: (index) => [index, 0],
    bar: ({ x, y, width }, part) => {
      const height = Math.max(1, part * (ABOVE - 6));
      return { x: x + 1, y: y - 4 - height, width: Math.max(2, width - 2), height };
    },
  };
  return bars(columns, totals, edge, look);
}
