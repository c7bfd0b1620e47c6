const HAN = '\\p{Script=Han}\\u3000-\\u303f\\uff00-\\uffef';
const PIECES = new RegExp(`[${HAN}]|[^\\s${HAN}]+|\\s+`, 'gu');

/** About how wide a text is: a Han character is as wide as it is high, others half of that. */
export const widthOf = (text: string, size: number): number =>
  [...text].reduce((sum, one) => sum + (/[\u2e80-\uffef]/.test(one) ? size : size * 0.56), 0);

/** A text in lines that fit a width. */
export function wrap(text: string, width: number, size: number): string[] {
  const lines = [''];
  let used = 0;
  for (const piece of text.match(PIECES) ?? []) {
    const needed = widthOf(piece, size);
    if (used + needed > width && used > 0) {
      lines.push('');
      used = 0;
    }
    lines[lines.length - 1] += piece;
    used += needed;
  }
  return lines.map((line) => line.trim());
}
