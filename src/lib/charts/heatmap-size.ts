/** Room above the cells for the labels of the columns, and below them. */
export const HEAD = 26;
export const FOOT = 8;
/** Room for the bars of the totals: right of the rows (on a phone without their figures), and above the columns. */
export const RIGHT = { room: 104, narrow: 40, bar: 52 } as const;
export const ABOVE = 26;

/** The height of the picture: cells as high as fit a screen, never below 14 px (12 px on a phone). */
export function heatmapHeight(rowCount: number, compact: boolean): number {
  const cell = compact
    ? Math.max(12, Math.min(20, 340 / rowCount))
    : Math.max(15, Math.min(30, 490 / rowCount));
  return Math.round(HEAD + ABOVE + FOOT + Math.floor(cell) * rowCount);
}
