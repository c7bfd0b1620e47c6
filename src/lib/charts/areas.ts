import type { CustomSeriesOption } from 'echarts/charts';
import { outlineOf, type Grid, type Rectangle } from './cell-shapes.ts';
import type { Decal } from './decals.ts';

/** How an area is filled: a colour, or nothing under a pattern. */
export type AreaStyle = { fill: string } | { fill: 'none'; decal: Decal };

/**
 * Rectangles of one look, drawn as one shape. ECharts takes milliseconds for a hundred shapes, and draws a pattern anew for
 * each that bears it: a picture of thousands of cells is a handful of areas. It is never pressed.
 */
export const areaSeries = <T>(
  items: T[],
  place: (grid: Grid, item: T) => Rectangle,
  style: AreaStyle,
  z: number,
): CustomSeriesOption => ({
  type: 'custom',
  silent: true,
  clip: false,
  z,
  data: items.slice(0, 1).map(() => [0, 0]),
  renderItem: (_, api) => ({
    type: 'path',
    shape: { pathData: outlineOf(items.map((item) => place(api as unknown as Grid, item))) },
    style,
  }),
});

/** A pattern over some rectangles, above what they are filled with. */
export const signSeries = <T>(items: T[], place: (grid: Grid, item: T) => Rectangle, decal: Decal) =>
  areaSeries(items, place, { fill: 'none', decal }, 3);
