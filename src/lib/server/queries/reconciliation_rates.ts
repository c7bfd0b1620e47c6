import type { Parameters } from '../parameters.ts';
import type { Run } from '../version.ts';

/** One row: the attempts of a window, and how many of them a bill covers. */
export interface RatesRow {
  attempts: number;
  settled: number;
  failures: number;
  covered_attempts: number;
}

/** The attempts of a window. */
export const reconciliationRates = (run: Run, parameters: Parameters) =>
  run<RatesRow>('reconciliation_rates', parameters);
