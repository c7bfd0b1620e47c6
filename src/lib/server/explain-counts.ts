import { expectedFromBefore } from '../../../stats/before.ts';
import { sumOf, type Counts, type Leaf } from '../../../stats/leaf.ts';
import type { Explained } from '../contracts/index.ts';
import type { BesideRow } from './queries/explain_before.ts';
import type { CodeRow } from './queries/explain_codes.ts';
import type { UsualRow } from './queries/explain_expected.ts';

/** A value of a dimension, counted. */
export type Value = Counts & { value: string };

/** What is told apart: what is searched, then how it failed and when. */
export type Told = Explained | 'category' | 'date' | 'hour';

const valueList = (row: Partial<Record<Told, string | null>>, dimensions: readonly Told[]) =>
  dimensions.map((dimension) => row[dimension] ?? 'unknown');

/** The leaves of a window, against the window before; `isKnown` where there was anything before. */
export function leavesBefore(rows: BesideRow[], dimensions: readonly Told[]) {
  const isKnown = rows.some((row) => row.settled_before > 0);
  const leaves = rows.map((row) => ({
    values: valueList(row, dimensions),
    settled: row.settled,
    observed: row.observed,
    settledBefore: row.settled_before,
    observedBefore: row.observed_before,
  }));
  return { leaves: isKnown ? expectedFromBefore(leaves) : onAverage(leaves), isKnown };
}

/** The leaves of a window, against what was learned; `isKnown` where something was for all of them. */
export function leavesUsual(rows: UsualRow[], dimensions: readonly Told[]) {
  const isKnown = rows.length > 0 && rows.every((row) => row.expected !== null);
  const leaves = rows.map((row) => ({
    values: valueList(row, dimensions),
    settled: row.settled,
    observed: row.observed,
    expected: row.expected ?? 0,
    shape: row.spread ? 1 / row.spread : Infinity,
  }));
  return { leaves: isKnown ? leaves : onAverage(leaves), isKnown };
}

/** Where nothing is known of what is usual, the window's own average: then a driver fails more often than the rest. */
function onAverage(leaves: Pick<Leaf, 'values' | 'settled' | 'observed'>[]): Leaf[] {
  const settled = leaves.reduce((sum, leaf) => sum + leaf.settled, 0);
  const observed = leaves.reduce((sum, leaf) => sum + leaf.observed, 0);
  return leaves.map((leaf) => ({
    ...leaf,
    expected: settled > 0 ? (leaf.settled * observed) / settled : 0,
    shape: Infinity,
  }));
}

/** The values of one dimension, in the order in which they were found. */
export function valuesOf(leaves: Leaf[], at: number): Value[] {
  const byValue = new Map<string, Leaf[]>();
  for (const leaf of leaves) {
    const value = leaf.values[at] ?? 'unknown';
    const members = byValue.get(value);
    if (members) members.push(leaf);
    else byValue.set(value, [leaf]);
  }
  return [...byValue].map(([value, members]) => ({ value, ...sumOf(members) }));
}

/** Failures that came with a code or in a category, now and before. */
interface FailedPart {
  value: string;
  observed: number;
  observed_before: number;
}

/** Failures before that each part counts for besides its own: a new code is rare, not impossible. */
const PRIOR = 0.5;

/**
 * What each part of the failures had, and what is usual: what is expected of the whole, in the shares that the parts had of the
 * failures before. Attempts that succeed belong to none, so all settled attempts are the denominator of each.
 */
function valuesOfParts(rows: readonly FailedPart[], whole: Counts): Value[] {
  const before = rows.reduce((sum, { observed_before }) => sum + observed_before + PRIOR, 0);
  return rows
    .map(({ observed_before, ...row }) => ({
      ...row,
      settled: whole.settled,
      expected: (whole.expected * (observed_before + PRIOR)) / before,
      shape: whole.shape,
    }))
    .filter(({ observed, expected }) => observed > 0 || expected >= PRIOR);
}

/** The failures of each code; attempts that failed without one are `unknown`. */
export const valuesOfCodes = (codes: CodeRow[], whole: Counts): Value[] =>
  valuesOfParts(
    codes.map(({ error_code, ...code }) => ({ value: error_code ?? 'unknown', ...code })),
    whole,
  );

/** The failures of each category against the window before. */
export const categoriesBefore = (rows: BesideRow[], whole: Counts): Value[] =>
  valuesOfParts(
    rows
      .filter(({ category }) => category !== null)
      .map(({ category, observed, observed_before }) => ({ value: category!, observed, observed_before })),
    whole,
  );

/** The failures of each category against what is usual of it. */
export const categoriesUsual = (rows: UsualRow[], whole: Counts): Value[] =>
  rows.map(({ category, observed, expected }) => ({
    value: category ?? 'unknown',
    settled: whole.settled,
    observed,
    expected: expected ?? 0,
    shape: whole.shape,
  }));
