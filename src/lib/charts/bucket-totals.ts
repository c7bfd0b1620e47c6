import type { SeriesAnswer } from '../contracts/index.ts';

/** What a bucket counts as a whole. */
export interface BucketTotal {
  failures: number;
  settled: number;
}

/** The whole of each bucket of a series that is told apart by something: failures add up, settled attempts repeat. */
export function bucketTotals({ points }: SeriesAnswer): Map<string, BucketTotal> {
  const totals = new Map<string, BucketTotal>();
  for (const { bucket, failures, settled } of points) {
    const before = totals.get(bucket);
    totals.set(bucket, {
      failures: (before?.failures ?? 0) + failures,
      settled: Math.max(before?.settled ?? 0, settled),
    });
  }
  return totals;
}
