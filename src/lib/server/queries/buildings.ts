import type { QualityAnswer } from '../../contracts/index.ts';
import type { Run } from '../version.ts';

/** Every listed building. */
export const buildings = (run: Run) => run<QualityAnswer['buildings'][number]>('buildings', {});
