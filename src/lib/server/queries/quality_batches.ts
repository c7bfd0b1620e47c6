import type { QualityAnswer } from '../../contracts/index.ts';
import type { Run } from '../version.ts';

/** The latest loads, newest first. */
export const qualityBatches = (run: Run) => run<QualityAnswer['batches'][number]>('quality_batches', {});
