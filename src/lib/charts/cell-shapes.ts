/** The part of ECharts' drawing interface that places a cell. */
export interface Grid {
  value: (dimension: number) => number;
  coord: (point: number[]) => number[];
  size: (span: number[]) => number[];
}

/** What stands in a cell: its column and its row, counted from 0. */
export interface Cell {
  value: [number, number];
}

/** A rectangle in pixels. */
export interface Rectangle {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Where each line of an axis begins and how long it is, on whole pixels, one pixel of surface between neighbours. */
function lines(centreOf: (index: number) => number, size: number) {
  const known: [start: number, length: number][] = [];
  return (index: number) => {
    const line = known[index];
    if (line) return line;
    const centre = centreOf(index);
    const start = Math.round(centre - size / 2);
    return (known[index] = [start, Math.round(centre + size / 2) - start - 1]);
  };
}

/** Gives the rectangle of each cell of a picture; ECharts is asked once for each line. */
export function placer({ coord, size }: Pick<Grid, 'coord' | 'size'>): (cell: Cell) => Rectangle {
  const [width, height] = size([1, 1]) as [number, number];
  const column = lines((index) => coord([index, 0])[0]!, width);
  const row = lines((index) => coord([0, index])[1]!, height);
  return ({ value: [at, down] }) => {
    const [[x, wide], [y, high]] = [column(at), row(down)];
    return { x, y, width: wide, height: high };
  };
}

/** The rectangle of the cell that is being drawn. */
export const place = (grid: Grid): Rectangle => placer(grid)({ value: [grid.value(0), grid.value(1)] });

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

/** The part of a canvas that an outline is drawn on. */
export interface Pen {
  rect: (x: number, y: number, width: number, height: number) => void;
}

/** Draws rectangles as one outline; four numbers each: x, y, width, height. */
export function drawRectangles(pen: Pen, { sides }: { sides: readonly number[] }): void {
  for (let at = 0; at < sides.length; at += 4)
    pen.rect(sides[at]!, sides[at + 1]!, sides[at + 2]!, sides[at + 3]!);
}
