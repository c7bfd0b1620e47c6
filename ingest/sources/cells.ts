import iconv from 'iconv-lite';

/** One field of a fixed-width line: where it begins (from 1) and how many bytes it has. */
export interface FixedField {
  name: string;
  at: number;
  bytes: number;
}

/** The cells of a line in which a mark stands before every value, such as a backtick; null for a line without. */
export function markedCells(mark: string, delimiter: string) {
  return (line: string): string[] | null =>
    line.startsWith(mark) ? line.slice(mark.length).split(delimiter + mark) : null;
}

/**
 * The cells of a fixed-width line, given as one character a byte, since widths count bytes. A line that ends too early
 * has fewer cells.
 */
export function fixedCells(fields: readonly FixedField[], encoding: string) {
  return (line: string): string[] => {
    const bytes = Buffer.from(line, 'latin1');
    return fields
      .filter(({ at, bytes: width }) => at - 1 + width <= bytes.length)
      .map(({ at, bytes: width }) => iconv.decode(bytes.subarray(at - 1, at - 1 + width), encoding).trim());
  };
}
