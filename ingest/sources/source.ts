import type { TextRecord } from './records.ts';

/** The formats that a log may come in. */
export type SourceFormat = 'csv' | 'ndjson' | 'parquet';

/** A row of a file that could not become a row of the table. */
export interface Reject {
  /** Where it begins, counted from 1: a line of a text file, a row of a Parquet file. */
  line: number;
  reason: string;
  original: string;
}

/**
 * One file, ready to be read by DuckDB: what to select from, and how to find a row's place and text again.
 * A source never opens DuckDB itself.
 */
export interface Source {
  format: SourceFormat;
  /** Names of the columns found; null where every row has its own (NDJSON). */
  columns: string[] | null;
  /** Of the text as it came. */
  encoding?: string;
  /** What separates the columns, in a text file. */
  delimiter?: string;
  /** A FROM item with one VARCHAR column for each of `columns` (or of those asked for), in the order of the file. */
  relation: string;
  /** SQL, true for a row that could not be read at all, each with the reason to give. */
  unreadable?: { condition: string; reason: string }[];
  /** SQL, true for a row that has a column; left out where all rows have the same. */
  has?(name: string): string;
  /** SQL for the columns not in `known`, as JSON text; null where there are none. */
  extra(known: ReadonlySet<string>): string;
  /** The table in which DuckDB lists the records that it could not split, if the reader keeps one. */
  rejectsTable?: string;
  /** Yields every record in order, with its place and text. */
  records?(): AsyncIterable<TextRecord>;
  /** SQL for the text of a row, where the file has no lines. */
  rowText?: string;
}
