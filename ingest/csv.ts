const FORMULA = /^'*[=+\-@\t\r＝＋－＠]/;

/** A cell that a spreadsheet takes for text, even where it begins like a formula. */
export const harmless = (cell: string) => (FORMULA.test(cell) ? `'${cell}` : cell);

/** A cell as it was before it was made {@link harmless}. */
export const asItWas = (cell: string) => (cell.startsWith("'") && FORMULA.test(cell) ? cell.slice(1) : cell);

/** The text of a CSV file that a spreadsheet saved: UTF-8, or the encoding of China. */
export function textOf(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}
