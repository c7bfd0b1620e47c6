/**
 * The smallest cell of a count: one combination of values, in the order of the dimensions that were named with it.
 * `expected` is the mean of what is usual here, and `shape` how sure that is: usual counts are negative binomial with
 * variance expected + expected² ÷ shape; Infinity is Poisson.
 */
export interface Leaf {
  values: readonly string[];
  settled: number;
  observed: number;
  expected: number;
  shape: number;
}

/** The counts of some leaves together. */
export interface Counts {
  settled: number;
  observed: number;
  expected: number;
  shape: number;
}

/** Adds leaves up; the errors of their expectations are taken as independent of each other. */
export function sumOf(leaves: Iterable<Leaf>): Counts {
  const sum = { settled: 0, observed: 0, expected: 0 };
  let variance = 0;
  for (const { settled, observed, expected, shape } of leaves) {
    sum.settled += settled;
    sum.observed += observed;
    sum.expected += expected;
    variance += expected ** 2 / shape;
  }
  return { ...sum, shape: variance > 0 ? sum.expected ** 2 / variance : Infinity };
}
