import type { Parameters } from '../parameters.ts';
import type { Run } from '../version.ts';

/** How often one error code came in a window and in the one before. */
export interface CodeRow {
  error_code: string | null;
  observed: number;
  observed_before: number;
  meaning_zh: string | null;
  meaning_en: string | null;
}

/** Counts failures by error code, in a window and in the one before. */
export const explainCodes = (run: Run, parameters: Parameters) => run<CodeRow>('explain_codes', parameters);
