import type { Parameters } from '../parameters.ts';
import type { Run } from '../version.ts';
import type { CellRow } from './cells.ts';

/** The same as `cells_expected` where neither place nor rail alone tells the dimensions apart. */
export const cellsExpectedFine = (run: Run, parameters: Parameters) =>
  run<CellRow>('cells_expected_fine', parameters);
