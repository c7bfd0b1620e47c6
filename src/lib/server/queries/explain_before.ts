import type { Explained } from '../../contracts/index.ts';
import type { Parameters } from '../parameters.ts';
import type { Run } from '../version.ts';

/** What a row counts: a combination of values, or among all values a moment or a category. */
export type RowKind = 'place' | 'moment' | 'category';

/** The values of one row; null where a dimension is not told apart. */
export type Values = { row_kind: RowKind } & Record<Explained | 'hour' | 'category', string | null>;

/** What one combination of values had in a window and in the one before. */
export type BesideRow = Values & {
  settled: number;
  observed: number;
  settled_before: number;
  observed_before: number;
};

/** Counts settled attempts and failures by combination, in a window and in the one before. */
export const explainBefore = (run: Run, parameters: Parameters) =>
  run<BesideRow>('explain_before', parameters);
