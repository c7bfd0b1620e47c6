import type { Counts } from '../../../stats/leaf.ts';

/** Failures that came with a code or in a category, now and before. */
interface FailedPart {
  observed: number;
  observed_before: number;
}

/** Failures before that each part counts for besides its own: a new code is rare, not impossible. */
const PRIOR = 0.5;

/**
 * What each part of the failures had, and what is usual: what is expected of the whole, in the shares that the parts had of the
 * failures before. Attempts that succeed belong to none, so all settled attempts are the denominator of each.
 */
export function countsOfParts<Row extends FailedPart>(rows: readonly Row[], whole: Counts): (Row & Counts)[] {
  const before = rows.reduce((sum, { observed_before }) => sum + observed_before + PRIOR, 0);
  return rows
    .map((row) => ({
      ...row,
      settled: whole.settled,
      expected: (whole.expected * (row.observed_before + PRIOR)) / before,
      shape: whole.shape,
    }))
    .filter(({ observed, expected }) => observed > 0 || expected >= PRIOR);
}
