import type { QuestionName } from './keys.ts';

/** The files that an answer can be taken away as. */
export const EXPORT_FORMATS = ['csv', 'xlsx', 'parquet'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** Rows that a file holds at most; beyond it the export is refused, never cut off. */
export const MOST_ROWS: Record<ExportFormat, number> = { csv: Infinity, xlsx: 100_000, parquet: 2_000_000 };

/** An answer that a page shows: how to ask for it again. */
export interface Shown {
  name: QuestionName;
  /** Its keys, as an address has them. */
  query: string;
  /** How many rows it has, where the page knows. */
  rows?: number;
  /** Which part of the page it is about, in words; nothing where it is about all of it. */
  of?: string;
}

/** An answer that was asked for with `keys`; keys without a value are left out, lists repeat their key. */
export function shown(name: QuestionName, keys: Record<string, unknown>, rows?: number | null): Shown {
  const pairs = Object.entries(keys).flatMap(([key, value]) =>
    [value].flat().flatMap((one) => (one === undefined || one === null ? [] : [[key, String(one)]])),
  );
  return { name, query: new URLSearchParams(pairs).toString(), ...(rows == null ? {} : { rows }) };
}
