/** The part of ECharts' drawing interface that places a cell. */
export interface Grid {
  value: (dimension: number) => number;
  coord: (point: number[]) => number[];
  size: (span: number[]) => number[];
}

/** A rectangle in pixels. */
export interface Rectangle {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A cell's rectangle on whole pixels, one pixel of surface between neighbours; by default that of the drawn item. */
export function place(grid: Grid, point = [grid.value(0), grid.value(1)]): Rectangle {
  const [cx, cy] = grid.coord(point) as [number, number];
  const [width, height] = grid.size([1, 1]) as [number, number];
  const x = Math.round(cx - width / 2);
  const y = Math.round(cy - height / 2);
  return { x, y, width: Math.round(cx + width / 2) - x - 1, height: Math.round(cy + height / 2) - y - 1 };
}

/** A triangle in the upper right corner of a cell. */
export function corner({ x, y, width, height }: Rectangle): [number, number][] {
  const size = Math.min(8, width * 0.7, height * 0.7);
  return [
    [x + width - size, y],
    [x + width, y],
    [x + width, y + size],
  ];
}

/** A small triangle in the middle of a cell, pointing up, or down below zero. */
export function spike({ x, y, width, height }: Rectangle, sign: number): [number, number][] {
  const size = Math.min(5, width * 0.3, height * 0.3);
  const [cx, cy] = [x + width / 2, y + height / 2];
  return [
    [cx - size, cy + size * 0.8 * sign],
    [cx + size, cy + size * 0.8 * sign],
    [cx, cy - size * 0.8 * sign],
  ];
}

/** Rectangles as one outline, in the words of an SVG path; filling closes it. */
export const outlineOf = (cells: Rectangle[]): string =>
  cells.map(({ x, y, width, height }) => `M${x} ${y}h${width}v${height}h${-width}`).join('');
