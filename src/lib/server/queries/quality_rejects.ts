import type { QualityAnswer } from '../../contracts/index.ts';
import type { Run } from '../version.ts';

/** Rejected rows of the latest loads, by reason. */
export const qualityRejects = (run: Run) => run<QualityAnswer['rejects'][number]>('quality_rejects', {});
