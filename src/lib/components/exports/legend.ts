import type { Mark } from './offers.ts';
import { widthOf } from './wrap.ts';

/** The height of a line of marks, and the size of its letters. */
const LINE = 20;
export const SMALL = 11;
const SWATCH = { width: 22, height: 12 };
const GAP = { inside: 6, between: 18 };

/** The colours that a legend is drawn with. */
export interface Ink {
  text: string;
  surface: string;
  /** Of the lines of thin cells and the dots of empty ones. */
  line: string;
}

const { width, height } = SWATCH;

/** What is drawn over or around the colour of a mark. */
const SIGNS: Record<Mark['sign'], (ink: Ink) => string> = {
  step: () => '',
  outlier: ({ surface }) => `<path d="M${width / 2 - 4} 9h8l-4 -7z" fill="${surface}"/>`,
  thin: ({ line }) =>
    `<rect width="${width}" height="${height}" fill="none" stroke="${line}"/>` +
    `<path d="M0 6l6-6M0 12l12-12M6 12l12-12M12 12l10-10M18 12l4-4" fill="none" stroke="${line}"/>`,
  empty: ({ line }) =>
    `<rect width="${width}" height="${height}" fill="none" stroke="${line}"/>` +
    [4, 11, 18]
      .flatMap((x) => [3.5, 8.5].map((y) => `<circle cx="${x}" cy="${y}" r="0.9" fill="${line}"/>`))
      .join(''),
};

/** Where each mark stands, row after row, and how high they are together. */
export function arrange(marks: readonly Mark[], room: number) {
  let [x, y] = [0, 0];
  const placed = marks.map((mark) => {
    const needed = width + GAP.inside + widthOf(mark.text, SMALL);
    if (x > 0 && x + needed > room) [x, y] = [0, y + LINE];
    const at = { mark, x, y };
    x += needed + GAP.between;
    return at;
  });
  return { placed, height: marks.length > 0 ? y + LINE : 0 };
}

/** A legend as SVG: every sign beside what it means. */
export function drawLegend(
  marks: readonly Mark[],
  room: number,
  ink: Ink,
  escaped: (text: string) => string,
): { svg: string; height: number } {
  const { placed, height: all } = arrange(marks, room);
  const svg = placed
    .map(
      ({ mark: { sign, colour, text }, x, y }) =>
        `<g transform="translate(${x} ${y})"><rect width="${width}" height="${height}" fill="${colour}"/>${SIGNS[sign](ink)}` +
        `<text x="${width + GAP.inside}" y="${height - 2}" font-size="${SMALL}" fill="${ink.text}">${escaped(text)}</text></g>`,
    )
    .join('');
  return { svg, height: all };
}
