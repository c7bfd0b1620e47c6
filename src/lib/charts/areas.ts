import type { CustomSeriesOption } from 'echarts/charts';
import { placer, type Cell, type Grid, type Rectangle } from './cell-shapes.ts';
import type { Decal } from './decals.ts';

/** The shape of an area, as `echarts.ts` makes it known: an outline in words would be written to be read again. */
export const RECTANGLES = 'rectangles';

type Item = ReturnType<NonNullable<CustomSeriesOption['renderItem']>>;

/** How an area is filled: a colour, or nothing under a pattern. */
export type AreaStyle = { fill: string } | { fill: 'none'; decal: Decal };

/**
 * Cells of one look, drawn as one shape. ECharts takes milliseconds for a hundred shapes, and draws a pattern anew for each
 * that bears it: a picture of thousands of cells is a handful of areas. `shape` makes another rectangle of each cell. An area
 * is never pressed.
 */
export const areaSeries = <T extends Cell>(
  items: T[],
  style: AreaStyle,
  z: number,
  shape: (cell: Rectangle, item: T) => Rectangle = (cell) => cell,
): CustomSeriesOption => ({
  type: 'custom',
  silent: true,
  clip: false,
  z,
  data: items.slice(0, 1).map(({ value }) => value),
  renderItem: (_, api) => {
    const place = placer(api as unknown as Grid);
    const sides = items.flatMap((item) => {
      const { x, y, width, height } = shape(place(item), item);
      return [x, y, width, height];
    });
    // A chart writes its own image into a pattern: the next one, in SVG, would find that instead.
    const own = 'decal' in style ? { ...style, decal: { ...style.decal } } : style;
    const area = { type: RECTANGLES, shape: { sides }, style: own };
    return area as unknown as Item;
  },
});

/** A pattern over some cells, above what they are filled with. */
export const signSeries = <T extends Cell>(
  items: T[],
  decal: Decal,
  shape?: (cell: Rectangle, item: T) => Rectangle,
) => areaSeries(items, { fill: 'none', decal }, 3, shape);
