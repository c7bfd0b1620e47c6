import type { Explained } from '../../contracts/index.ts';
import type { Parameters } from '../parameters.ts';
import type { Run } from '../version.ts';

/** The values of one combination, or of one moment; null where a dimension is not told apart. */
export type Values = { is_moment: boolean } & Record<Explained | 'hour', string | null>;

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
