import type { Parameters } from '../parameters.ts';
import type { Run } from '../version.ts';
import type { CellRow } from './cells.ts';

/** The 95th percentile of latency by two dimensions. */
export const cellsLatency = (run: Run, parameters: Parameters) => run<CellRow>('cells_latency', parameters);
