/** A pattern drawn over a colour, so that colour is never the only sign. */
export interface Decal {
  symbol: string;
  symbolSize: number;
  color: string;
  rotation: number;
  dashArrayX: (number | number[])[];
  dashArrayY: number[];
}

const lines = (color: string, rotation: number, gap: number): Decal => ({
  symbol: 'rect',
  symbolSize: 1,
  color,
  rotation,
  dashArrayX: [1, 0],
  dashArrayY: [1, gap],
});

/** Small dots: the sign of an empty cell. */
export const dots = (color: string): Decal => ({
  symbol: 'circle',
  symbolSize: 0.7,
  color,
  rotation: 0,
  dashArrayX: [[2, 5]],
  dashArrayY: [2, 5],
});

/** Diagonal lines: the sign of a thin cell. */
export const hatching = (color: string): Decal => lines(color, -Math.PI / 4, 4);

/** The decal of a category; categories without one are told apart by their neighbours and their label. */
export function categoryDecal(category: string, surface: string): Decal | undefined {
  const color = `${surface}70`;
  if (category === 'balance') return lines(color, -Math.PI / 4, 6);
  if (category === 'timeout') return dots(color);
  if (category === 'unpaid') return lines(color, Math.PI / 4, 6);
  if (category === 'unknown') return lines(color, 0, 3);
  return undefined;
}
