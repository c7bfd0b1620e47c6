/** Room above the cells for the labels of the columns, and below them. */
export const HEAD = 26;
export const FOOT = 8;

/** Room for the totals, in pixels. */
export interface Room {
  /** Right of the rows and above the columns. */
  right: number;
  above: number;
  /** The longest bar of a row. */
  bar: number;
  /** The size of the figures, and how far inside of its bar that of a row begins. */
  figure: number;
  inset: number;
}

const WIDE: Room = { right: 104, above: 38, bar: 52, figure: 11, inset: 4 };
const NARROW: Room = { right: 40, above: 26, bar: 32, figure: 9, inset: 2 };

/** The room for the totals; less on a phone and in one of several pictures. */
export const roomOf = (compact: boolean): Room => (compact ? NARROW : WIDE);

/** The height of the picture: cells as high as fit a screen, never below 14 px (12 px on a phone). */
export function heatmapHeight(rowCount: number, compact: boolean): number {
  const cell = compact
    ? Math.max(12, Math.min(20, 340 / rowCount))
    : Math.max(15, Math.min(30, 490 / rowCount));
  return Math.round(HEAD + roomOf(compact).above + FOOT + Math.floor(cell) * rowCount);
}
