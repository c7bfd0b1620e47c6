import type { QualityAnswer } from '../../contracts/index.ts';
import type { Run } from '../version.ts';

/** Which rule classified how many failures. */
export const qualityRules = (run: Run) => run<QualityAnswer['rules'][number]>('quality_rules', {});
