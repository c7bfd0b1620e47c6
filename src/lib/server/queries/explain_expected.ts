import type { Parameters } from '../parameters.ts';
import type { Run } from '../version.ts';
import type { Values } from './explain_before.ts';

/** What one combination of values had in a window, and what is usual there. */
export type UsualRow = Values & {
  date: string | null;
  settled: number;
  observed: number;
  expected: number | null;
  spread: number | null;
};

/** Counts settled attempts and failures by combination, with what was learned of usual failures. */
export const explainExpected = (run: Run, parameters: Parameters) =>
  run<UsualRow>('explain_expected', parameters);
