import type { CustomSeriesOption } from 'echarts/charts';
import { outlineOf, type Grid, type Rectangle } from './cell-shapes.ts';
import type { Decal } from './decals.ts';

/**
 * A pattern over some rectangles of a picture. They are one shape: ECharts draws a pattern anew for each shape that bears
 * it, which for thousands of cells takes seconds.
 */
export const signSeries = <T>(
  items: T[],
  place: (grid: Grid, item: T) => Rectangle,
  decal: Decal,
): CustomSeriesOption => ({
  type: 'custom',
  silent: true,
  clip: false,
  z: 3,
  data: items.slice(0, 1).map(() => [0, 0]),
  renderItem: (_, api) => ({
    type: 'path',
    shape: { pathData: outlineOf(items.map((item) => place(api as unknown as Grid, item))) },
    style: { fill: 'none', decal },
  }),
});
