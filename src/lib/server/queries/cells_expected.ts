import type { Parameters } from '../parameters.ts';
import type { Run } from '../version.ts';
import type { CellRow } from './cells.ts';

/** Expected or excess failures by two dimensions. */
export const cellsExpected = (run: Run, parameters: Parameters) => run<CellRow>('cells_expected', parameters);
