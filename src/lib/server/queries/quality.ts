import type { QualityAnswer } from '../../contracts/index.ts';
import type { Run } from '../version.ts';

/** One row: how much is loaded and how much of it is doubtful. */
export type QualityRow = Pick<
  QualityAnswer,
  'attempts' | 'failures' | 'unknown_failures' | 'contradictions' | 'stale_pending' | 'order_decided_updates'
>;

/** How much is loaded and how much of it is doubtful. */
export async function quality(run: Run): Promise<QualityRow> {
  const [row] = await run<QualityRow>('quality', {});
  if (!row) throw new Error('quality has one row');
  return row;
}
