import type { Parameters } from '../parameters.ts';
import type { Run } from '../version.ts';

/** Attempts of one place in a table; row and column are text whatever their dimension. */
export interface CellRow {
  row: string | null;
  column: string | null;
  attempts: number;
  settled: number;
  failures: number;
  value: number | null;
}

/** Counts, and the metrics that are made from counts, by two dimensions. */
export const cells = (run: Run, parameters: Parameters) => run<CellRow>('cells', parameters);
