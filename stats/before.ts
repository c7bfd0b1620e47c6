import type { Leaf } from './leaf.ts';

/** A leaf counted in two windows. */
export interface Beside {
  values: readonly string[];
  settled: number;
  observed: number;
  settledBefore: number;
  observedBefore: number;
}

/** Failures before that the rates of a value are drawn to 1 with. */
const OF_VALUE = 2;
/** Failures before that a leaf's own rate is drawn to the product of its values with. */
const OF_LEAF = 8;
const PASSES = 8;

/**
 * What the window before says of this one. The rate of a leaf is drawn towards overall rate × one factor for each of its
 * values (iterative proportional fitting, Deming & Stephan 1940, with pseudo-counts), more so the less was counted
 * before; it is multiplied by the attempts of now, so that more volume at the same rate is no excess.
 */
export function expectedFromBefore(leaves: readonly Beside[]): Leaf[] {
  const overall =
    (sum(leaves, (leaf) => leaf.observedBefore) + 0.5) / (sum(leaves, (leaf) => leaf.settledBefore) + 1);
  const factors = factorsOf(leaves, overall);
  return leaves.map(({ settledBefore, observedBefore, ...leaf }) => {
    const usual = Math.max(overall * product(factors, leaf.values), 1e-9);
    const rate = (observedBefore + OF_LEAF) / (settledBefore + OF_LEAF / usual);
    return { ...leaf, expected: leaf.settled * Math.min(rate, 1), shape: observedBefore + OF_LEAF };
  });
}

type Factors = Map<string, number>[];

function factorsOf(leaves: readonly Beside[], overall: number): Factors {
  const factors: Factors = (leaves[0]?.values ?? []).map(() => new Map());
  for (let pass = 0; pass < PASSES; pass += 1) {
    for (const [dimension, factor] of factors.entries()) {
      const fitted = new Map<string, { observed: number; usual: number }>();
      for (const { values, settledBefore, observedBefore } of leaves) {
        const value = values[dimension] ?? '';
        const cell = fitted.get(value) ?? { observed: 0, usual: 0 };
        cell.observed += observedBefore;
        cell.usual += (settledBefore * overall * product(factors, values)) / (factor.get(value) ?? 1);
        fitted.set(value, cell);
      }
      for (const [value, { observed, usual }] of fitted)
        factor.set(value, (observed + OF_VALUE) / (usual + OF_VALUE));
    }
  }
  return factors;
}

const product = (factors: Factors, values: readonly string[]) =>
  factors.reduce((all, factor, dimension) => all * (factor.get(values[dimension] ?? '') ?? 1), 1);

const sum = <Thing>(things: readonly Thing[], of: (thing: Thing) => number) =>
  things.reduce((all, thing) => all + of(thing), 0);
