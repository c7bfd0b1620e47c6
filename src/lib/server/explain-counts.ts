import { expectedFromBefore } from '../../../stats/before.ts';
import { sumOf, type Counts, type Leaf } from '../../../stats/leaf.ts';
import type { Explained } from '../contracts/index.ts';
import { countsOfParts } from './explain-parts.ts';
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

/** The failures of each code; attempts that failed without one are `unknown`. */
export const valuesOfCodes = (codes: CodeRow[], whole: Counts) =>
  countsOfParts(codes, whole).map(({ error_code, observed_before: _, ...counts }) => ({
    value: error_code ?? 'unknown',
    ...counts,
  }));

/** The failures of each category against the window before. */
export const categoriesBefore = (rows: BesideRow[], whole: Counts): Value[] =>
  countsOfParts(
    rows
      .filter(({ category }) => category !== null)
      .map(({ category, observed, observed_before }) => ({ value: category!, observed, observed_before })),
    whole,
  ).map(({ observed_before: _, ...counts }) => counts);

/** The failures of each category against what is usual of it. */
export const categoriesUsual = (rows: UsualRow[], whole: Counts): Value[] =>
  rows.map(({ category, observed, expected }) => ({
    value: category ?? 'unknown',
    settled: whole.settled,
    observed,
    expected: expected ?? 0,
    shape: whole.shape,
  }));
