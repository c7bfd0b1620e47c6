import type { Box } from './pointing.ts';

/** Pixels between a tip and what it is about. */
const GAP = 8;
/** How much worse it is to be cut off than to hide cells. */
const CUT = 1000;

/** The area that two rectangles share. */
function shared(one: Box, other: Box): number {
  const part = (a: number, aSize: number, b: number, bSize: number) =>
    Math.max(0, Math.min(a + aSize, b + bSize) - Math.max(a, b));
  return (
    part(one.left, one.width, other.left, other.width) * part(one.top, one.height, other.top, other.height)
  );
}

/**
 * Where a tip goes: at one of the four corners of what it is about, so that the row and the column of a cell stay in sight;
 * at the corner where it hides the fewest cells, and is not cut off by the window.
 */
export function tipPlace(
  about: Box,
  size: { width: number; height: number },
  { cells, window }: { cells: Box; window: Box },
): { left: number; top: number } {
  const lefts = [about.left + about.width + GAP, about.left - GAP - size.width];
  const tops = [about.top + about.height + GAP, about.top - GAP - size.height];
  const corners = tops.flatMap((top) => lefts.map((left) => ({ left, top, ...size })));
  const cost = (tip: Box) => shared(tip, cells) + CUT * (size.width * size.height - shared(tip, window));
  const { left, top } = corners.reduce((best, corner) => (cost(corner) < cost(best) ? corner : best));
  return { left, top };
}
