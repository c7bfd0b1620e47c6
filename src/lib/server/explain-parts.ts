import type { Counts } from '../../../stats/leaf.ts';
import type { CodeRow } from './queries/explain_codes.ts';

/** Failures before that each code counts for besides its own: a new code is rare, not impossible. */
const PRIOR = 0.5;

/**
 * What each error code had, and what is usual: what is expected of the whole, in the parts that the codes had of the
 * failures before. Attempts that succeed have no code, so all settled attempts are the denominator of each.
 */
export function countsOfCodes(rows: readonly CodeRow[], whole: Counts): (CodeRow & Counts)[] {
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
