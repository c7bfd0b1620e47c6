import type { QualityAnswer } from '../../contracts/index.ts';
import type { Run } from '../version.ts';

/** Codes that no rule matched, most frequent first. */
export const qualityUnmapped = (run: Run) =>
  run<QualityAnswer['unmapped_codes'][number]>('quality_unmapped', {});
