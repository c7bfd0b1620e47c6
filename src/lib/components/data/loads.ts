import type { Because } from '$lib/contracts/index.ts';

/** One column of a table that can be loaded. */
export interface ShownColumn {
  name: string;
  type: string;
  required?: boolean;
  values?: readonly string[];
}

/** A table that can be loaded. */
export interface ShownTable {
  name: string;
  columns: readonly ShownColumn[];
}

interface ShownReject {
  reason: string;
  count: number;
  example_line: number;
}

/** How the columns are read. */
export interface ShownMapping {
  [key: string]: unknown;
  columns: Record<
    string,
    { from?: string | string[]; value?: string; values?: Record<string, string>; format?: string }
  >;
}

/** What a look at a file, or at a member of an archive, told. */
export interface ShownLook {
  member: string | null;
  format: string;
  encoding: string | null;
  encoding_reason: string | null;
  delimiter: string | null;
  header_line: number | null;
  columns: { name: string; samples: string[] }[];
  draft: ShownMapping;
  reasons: { about: string; because: Because[] }[];
  missing: string[];
  preview: {
    columns: string[];
    rows: (string | null)[][];
    rows_read: number;
    rejected: ShownReject[];
    refused: string | null;
  } | null;
}

/** A file on its way through the page. */
export interface ShownLoad {
  id: string;
  name: string;
  state: 'looking' | 'ready' | 'loading' | 'done' | 'failed' | 'cancelled';
  mapping?: ShownMapping;
  timezone?: string;
  looked?: ShownLook[];
  step?: 'read' | 'compute' | 'detect' | 'publish';
  percentage?: number;
  report?: {
    file: string;
    rows_read: number;
    rows_accepted: number;
    rows_updated: number;
    rows_duplicate: number;
    rows_rejected: number;
    already_loaded: boolean;
    rejected: ShownReject[];
  }[];
  problem?: 'late' | 'killed' | 'refused';
  said?: string;
}
