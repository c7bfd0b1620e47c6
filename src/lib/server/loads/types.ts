import type { TableName } from '../../../../ingest/tables.ts';
import type { Because } from '../../contracts/index.ts';
import type { ShownMapping } from './mend.ts';

/** What a look at a file told (`payweather inspect --json`). */
export interface Looked {
  file: string;
  /** Its name in the archive that it came in; null where the file came as it is. */
  member: string | null;
  format: string;
  encoding: string | null;
  encoding_reason: string | null;
  delimiter: string | null;
  header_line: number | null;
  columns: { name: string; samples: string[]; masked: boolean; maps_to: string | null }[];
  mapping: ShownMapping | null;
  draft: ShownMapping;
  mapping_name: string | null;
  reasons: { about: string; because: Because[] }[];
  missing: string[];
  preview: {
    columns: string[];
    rows: (string | null)[][];
    rows_read: number;
    rejected: { reason: string; count: number; example_line: number }[];
    refused: string | null;
  } | null;
}

/** What became of a file (contract §5). */
export interface LoadedFile {
  file: string;
  rows_read: number;
  rows_accepted: number;
  rows_updated: number;
  rows_duplicate: number;
  rows_rejected: number;
  already_loaded: boolean;
  rejected: { reason: string; count: number; example_line: number }[];
  seconds: number;
}

/** One file on its way through the page. */
export interface Load {
  id: string;
  name: string;
  path: string;
  table: TableName;
  bytes: number;
  state: 'looking' | 'ready' | 'loading' | 'done' | 'failed' | 'cancelled';
  /** When somebody last looked at it. */
  seen: number;
  mapping?: ShownMapping;
  timezone?: string;
  /** The file, or each member of the archive. */
  looked?: Looked[];
  step?: 'read' | 'compute' | 'detect' | 'publish';
  percentage?: number;
  report?: LoadedFile[];
  problem?: 'late' | 'killed' | 'refused';
  said?: string;
}
