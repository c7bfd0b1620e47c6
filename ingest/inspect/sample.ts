import { parse } from 'csv-parse/sync';
import { footersOf, type Footer } from './footers.ts';
import { footerWord } from '../sources/footers.ts';

/** A part of a file as a table: its columns, some of its rows, and where its header stands. */
export interface Sample {
  delimiter?: string;
  /** Counted from 1; null where there is none. */
  headerLine: number | null;
  names: string[];
  rows: string[][];
  /** Lines that are no data; not among the rows. */
  footers: Footer[];
  /** Whether there is more of the file than was looked at. */
  isPart: boolean;
}

const DELIMITERS = [',', '\t', ';', '|'];
const MOST_LINES = 300;
const VALUE = /^[-+¥￥]?[\d.,:/ -]+$/;

/** The cells of a line, without the blanks and marks that exports put around them. */
export function cellsOf(line: string, delimiter: string): string[] {
  try {
    const [cells = []] = parse(line, {
      delimiter,
      relax_quotes: true,
      trim: true,
      relax_column_count: true,
    }) as string[][];
    return cells;
  } catch {
    return line.split(delimiter).map((cell) => cell.trim());
  }
}

function isHeader(cells: string[], width: number): boolean {
  const filled = cells.filter((cell) => cell !== '');
  return (
    cells.length === width &&
    filled.length >= Math.max(1, width * 0.6) &&
    !filled.some((cell) => VALUE.test(cell)) &&
    new Set(filled).size === filled.length
  );
}

/** How many cells most lines have that have more than one. */
function commonWidth(table: string[][]): { width: number; times: number } {
  const times = new Map<number, number>();
  for (const { length } of table) if (length > 1) times.set(length, (times.get(length) ?? 0) + 1);
  const [width = 1, most = 0] = [...times].sort(([, one], [, other]) => other - one)[0] ?? [];
  return { width, times: most };
}

/**
 * Finds the table in the first lines of a text: the delimiter that splits most lines alike, and the first line of that
 * width whose cells are names rather than values.
 */
export function sampleOf(text: string): Sample {
  const all = text.split(/\r\n?|\n/);
  const lines = all.slice(0, MOST_LINES);
  const isPart = all.length > MOST_LINES;
  const tables = DELIMITERS.map((delimiter) => {
    const table = lines.map((line) => cellsOf(line, delimiter));
    return { delimiter, table, ...commonWidth(table) };
  });
  const best = tables.sort((one, other) => other.times - one.times || other.width - one.width)[0];
  if (best === undefined || best.times === 0) {
    return {
      headerLine: lines[0]?.trim() ? 1 : null,
      names: [lines[0]?.trim() ?? ''],
      rows: lines.slice(1).map((line) => [line]),
      footers: [],
      isPart,
    };
  }
  const { delimiter, table, width } = best;
  const at = table.findIndex((cells) => isHeader(cells, width));
  return {
    delimiter,
    headerLine: at === -1 ? null : at + 1,
    names: at === -1 ? [] : (table[at] ?? []),
    rows: table
      .slice(at + 1)
      .filter((cells, n) => cells.length === width && footerWord(lines[at + 1 + n] ?? '') === undefined),
    footers: at === -1 ? [] : footersOf(all.slice(at + 1)),
    isPart,
  };
}

/** The table of objects, one a line (NDJSON). */
export function sampleOfObjects(text: string): Sample {
  const lines = text.split('\n');
  const objects = lines.slice(0, MOST_LINES).flatMap((line) => {
    try {
      const object: unknown = JSON.parse(line);
      return typeof object === 'object' && object !== null ? [object as Record<string, unknown>] : [];
    } catch {
      return [];
    }
  });
  const names = [...new Set(objects.flatMap((it) => Object.keys(it)))];
  const textOf = (value: unknown) =>
    typeof value === 'string' ? value : value == null ? '' : JSON.stringify(value);
  return {
    headerLine: null,
    names,
    rows: objects.map((it) => names.map((name) => textOf(it[name]))),
    footers: [],
    isPart: lines.length > MOST_LINES,
  };
}
