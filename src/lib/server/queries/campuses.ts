import type { QualityAnswer } from '../../contracts/index.ts';
import type { Run } from '../version.ts';

/** A campus, with the end of its data as an instant too. */
export type CampusRow = QualityAnswer['campuses'][number] & { data_through_ms: number | null };

/** Every campus that is listed or has attempts. */
export const campuses = (run: Run) => run<CampusRow>('campuses', {});
