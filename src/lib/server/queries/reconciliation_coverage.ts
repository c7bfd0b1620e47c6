import type { BillCoverage } from '../../contracts/index.ts';
import type { Parameters } from '../parameters.ts';
import type { Run } from '../version.ts';

/** What the bills of one channel and campus say. */
export type CoverageRow = Omit<BillCoverage, 'from' | 'to'> & { first_date: string; last_date: string };

/** Which days the bills cover, and what they list. */
export const reconciliationCoverage = (run: Run, parameters: Parameters) =>
  run<CoverageRow>('reconciliation_coverage', parameters);
