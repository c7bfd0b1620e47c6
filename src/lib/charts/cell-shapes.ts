/** The part of ECharts' drawing interface that places a cell. */
export interface Grid {
  value: (dimension: number) => number;
  coord: (point: number[]) => number[];
  size: (span: number[]) => number[];
}

/** A cell's rectangle on whole pixels, one pixel of surface between neighbours. */
export function place(grid: Grid) {
  const [cx, cy] = grid.coord([grid.value(0), grid.value(1)]) as [number, number];
  const [width, height] = grid.size([1, 1]) as [number, number];
  const x = Math.round(cx - width / 2);
  const y = Math.round(cy - height / 2);
  return { x, y, width: Math.round(cx + width / 2) - x - 1, height: Math.round(cy + height / 2) - y - 1 };
}

/** A triangle in the upper right corner of a cell. */
export function corner({ x, y, width, height }: ReturnType<typeof place>): [number, number][] {
  const size = Math.min(8, width * 0.7, height * 0.7);
  return [
    [x + width - size, y],
    [x + width, y],
    [x + width, y + size],
  ];
}

/** A small triangle in the middle of a cell, pointing up, or down below zero. */
export function spike({ x, y, width, height }: ReturnType<typeof place>, sign: number): [number, number][] {
  const size = Math.min(5, width * 0.3, height * 0.3);
  const [cx, cy] = [x + width / 2, y + height / 2];
  return [
    [cx - size, cy + size * 0.8 * sign],
    [cx + size, cy + size * 0.8 * sign],
    [cx, cy - size * 0.8 * sign],
  ];
}
