import type { CustomSeriesOption } from 'echarts/charts';
import type { Key } from './axis-keys.ts';
import { place, type Grid } from './cell-shapes.ts';
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
type Draw = (cell: ReturnType<typeof place>, part: number, total: Margin) => object[];

/** The bar of a thin line is hatched, as thin cells are. */
const barStyle = ({ thin }: Margin, tokens: ChartTokens) => ({
  fill: thin ? tokens.surface : tokens.line,
  decal: thin ? hatching(tokens.line) : undefined,
});

/** A bar for each line of one edge: its total as a part of the largest; none where there are no totals. */
function bars(
  keys: Key[],
  totals: Totals,
  at: (index: number) => [number, number],
  draw: Draw,
): CustomSeriesOption {
  const drawn = keys.flatMap((key, index) => {
    const total = totals?.get(String(key));
    return total ? [{ at: at(index), total }] : [];
  });
  const most = Math.max(...drawn.map(({ total }) => Math.abs(total.value)), Number.MIN_VALUE);
  return {
    type: 'custom',
    silent: true,
    clip: false,
    z: 3,
    data: drawn.map(({ at }) => at),
    renderItem: (params, api) => {
      const { total } = drawn[params.dataIndex]!;
      const children = draw(place(api as unknown as Grid), Math.abs(total.value) / most, total);
      return { type: 'group', children } as never;
    },
  };
}

/** Bars with their figures right of the rows. */
export const rowBars = (
  rows: Key[],
  columns: number,
  totals: Totals,
  { tokens, compact, writeTotal }: Look,
): CustomSeriesOption =>
  bars(
    rows,
    totals,
    (index) => [columns - 1, index],
    ({ x, y, width, height }, part, total) => {
      const [left, middle] = [x + width + 6, y + height / 2];
      const most = compact ? RIGHT.narrow - 8 : RIGHT.bar;
      const shape = { x: left, y: y + 1, width: Math.max(1, part * most), height: Math.max(2, height - 2) };
      const bar = { type: 'rect', shape, style: barStyle(total, tokens) };
      const fill = total.thin ? tokens.muted : tokens.text;
      const style = { text: writeTotal(total.value), fill, fontSize: 11, verticalAlign: 'middle' };
      return compact ? [bar] : [bar, { type: 'text', x: left + 4, y: middle, style }];
    },
  );

/** Bars above the columns. */
export const columnBars = (columns: Key[], totals: Totals, { tokens }: Look): CustomSeriesOption =>
  bars(
    columns,
    totals,
    (index) => [index, 0],
    ({ x, y, width }, part, total) => {
      const height = Math.max(1, part * (ABOVE - 6));
      const shape = { x: x + 1, y: y - 4 - height, width: Math.max(2, width - 2), height };
      return [{ type: 'rect', shape, style: barStyle(total, tokens) }];
    },
  );
