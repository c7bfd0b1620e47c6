import type { EChartsType } from '../../charts/option.ts';

/** A cell by its numbers: the column from the left, the row from the top. */
export interface Point {
  x: number;
  y: number;
}

/** A line of cells: a row or a column, by its number. */
export interface Line {
  side: 'row' | 'column';
  index: number;
}

/** A rectangle on the canvas, in pixels. */
export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** Whether both are the same cell, or both none. */
export const isSame = (one: Point | null, other: Point | null) => one?.x === other?.x && one?.y === other?.y;

/** Whether both are the same line, or both none. */
export const isSameLine = (one: Line | null, other: Line | null) =>
  one?.side === other?.side && one?.index === other?.index;

/** The cell under a point of the canvas; null beside the cells. */
export function cellAt(
  chart: EChartsType,
  pixel: [number, number],
  columns: number,
  rows: number,
): Point | null {
  if (!chart.containPixel({ gridIndex: 0 }, pixel)) return null;
  const [x = -1, y = -1] = chart.convertFromPixel({ gridIndex: 0 }, pixel);
  return x >= 0 && x < columns && y >= 0 && y < rows ? { x, y } : null;
}

/** The line whose head or total a point of the canvas lies in: a row's left and right of the cells, a column's above them. */
export function lineAt(
  { left, top, width, height }: Box,
  [x, y]: [number, number],
  columns: number,
  rows: number,
): Line | null {
  const [across, down] = [(x - left) / width, (y - top) / height];
  const isWithin = (part: number) => part >= 0 && part < 1;
  if (isWithin(down) && !isWithin(across)) return { side: 'row', index: Math.floor(down * rows) };
  if (isWithin(across) && down < 0) return { side: 'column', index: Math.floor(across * columns) };
  return null;
}

/** The first and the last cell of a line, in a picture that ends at `last`. */
export const endsOf = ({ side, index }: Line, last: Point): [Point, Point] =>
  side === 'row'
    ? [
        { x: 0, y: index },
        { x: last.x, y: index },
      ]
    : [
        { x: index, y: 0 },
        { x: index, y: last.y },
      ];

/** The rectangle on the canvas that two cells and all between them take. */
export function boxOf(chart: EChartsType, one: Point, other: Point): Box {
  const centre = ({ x, y }: Point) => chart.convertToPixel({ gridIndex: 0 }, [x, y]) as [number, number];
  const [[ax, ay], [bx, by]] = [centre(one), centre(other)];
  const [[x0, y0], [x1, y1]] = [centre({ x: 0, y: 0 }), centre({ x: 1, y: 1 })];
  const [width, height] = [Math.abs(x1 - x0), Math.abs(y1 - y0)];
  return {
    left: Math.min(ax, bx) - width / 2,
    top: Math.min(ay, by) - height / 2,
    width: Math.abs(bx - ax) + width,
    height: Math.abs(by - ay) + height,
  };
}

/** The keys of a line from one place to another, whichever comes first. */
export const between = (keys: readonly (string | number)[], one: number, other: number): string[] =>
  keys.slice(Math.min(one, other), Math.max(one, other) + 1).map(String);

const STEPS: Record<string, Point> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};
const within = (value: number, size: number) => Math.max(0, Math.min(size - 1, value));

/** The cell that an arrow key leads to, the first one from nowhere; null for other keys. */
export function stepped(key: string, from: Point | null, columns: number, rows: number): Point | null {
  const step = STEPS[key];
  if (!step) return null;
  const { x, y } = from ?? { x: -step.x, y: -step.y };
  return { x: within(x + step.x, columns), y: within(y + step.y, rows) };
}
