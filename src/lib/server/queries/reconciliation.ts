import type { Finding } from '../../contracts/index.ts';
import type { Parameters } from '../parameters.ts';
import type { Run } from '../version.ts';

/** One finding, with the instant that the next page goes on from. */
export type PagedFinding = Finding & { happened_us: number };

/** A page of findings, newest first. */
export const reconciliation = (run: Run, parameters: Parameters) =>
  run<PagedFinding>('reconciliation', parameters);
