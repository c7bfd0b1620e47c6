import type { ReconciliationAnswer } from '../../contracts/index.ts';
import type { Parameters } from '../parameters.ts';
import type { Run } from '../version.ts';

/** One kind of finding, with the states that its attempts had by the log alone. */
export type KindRow = ReconciliationAnswer['findings_by_kind'][number] & {
  logged_failed: number;
  logged_unsettled: number;
};

/** How many findings of each kind there are, and how much money is at stake. */
export const reconciliationKinds = (run: Run, parameters: Parameters) =>
  run<KindRow>('reconciliation_kinds', parameters);
