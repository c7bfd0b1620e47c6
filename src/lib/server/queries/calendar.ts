import type { QualityAnswer } from '../../contracts/index.ts';
import type { Run } from '../version.ts';

/** Every day that the operator marked. */
export const calendar = (run: Run) => run<QualityAnswer['calendar'][number]>('calendar', {});
