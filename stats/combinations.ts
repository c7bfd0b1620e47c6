import { TRIED } from './evidence.ts';
import type { Leaf } from './leaf.ts';

/** Some dimensions with one value each, and the leaves that have these values. */
export interface Combination {
  /** Dimension by its number, and value. */
  values: [number, string][];
  members: number[];
  /** What naming it costs. */
  cost: number;
  /** The evidence of its leaves for one cause, less the cost. */
  worth: number;
}

/** Cost of naming one more dimension, beside ln of how many values it has. */
const PER_DIMENSION = 0.6;
/** How much of ln(number of values) is paid. */
const PER_VALUE = 0.5;
/** Cost of saying that everything is struck alike. */
const WHOLE = 5;
/** Combinations that are looked at closely. */
const KEPT = 300;

/** The combinations that are worth something, best first: all subsets of at most `depth` dimensions are counted. */
export function bestPerCombination(
  leaves: readonly Leaf[],
  evidence: Float64Array,
  dimensions: number,
  depth: number,
): Combination[] {
  const coded = codesOf(leaves, dimensions);
  const found = subsets(coded, depth).flatMap((subset) => worthOf(subset, coded, evidence));
  found.sort((a, b) => b.worth - a.worth);
  return found.slice(0, KEPT).map(({ subset, first, ...rest }) => {
    const values = subset.map((at): [number, string] => [at, leaves[first]?.values[at] ?? '']);
    const members = leaves.flatMap((leaf, at) =>
      values.every(([d, value]) => leaf.values[d] === value) ? [at] : [],
    );
    return { ...rest, values, members };
  });
}

/** The evidence of a combination's leaves that are not covered yet, less its cost. */
export function gainOf({ members, cost }: Combination, evidence: Float64Array, covered: Uint8Array): number {
  const sums = new Float64Array(TRIED);
  for (const at of members) {
    if (covered[at]) continue;
    for (let ratio = 0; ratio < TRIED; ratio += 1) sums[ratio]! += evidence[at * TRIED + ratio]!;
  }
  return Math.max(...sums) - cost;
}

interface Coded {
  codes: Uint32Array[];
  sizes: number[];
}

function codesOf(leaves: readonly Leaf[], dimensions: number): Coded {
  const codes: Uint32Array[] = [];
  const sizes: number[] = [];
  for (let dimension = 0; dimension < dimensions; dimension += 1) {
    const known = new Map<string, number>();
    codes.push(
      Uint32Array.from(leaves, ({ values }) => {
        const value = values[dimension] ?? '';
        const code = known.get(value) ?? known.size;
        known.set(value, code);
        return code;
      }),
    );
    sizes.push(known.size);
  }
  return { codes, sizes };
}

/** Every set of dimensions that tell leaves apart; the empty one stands for the whole. */
function subsets({ sizes }: Coded, depth: number): number[][] {
  const telling = sizes.flatMap((size, at) => (size > 1 ? [at] : []));
  return telling.reduce<number[][]>(
    (all, at) => [...all, ...all.filter((one) => one.length < depth).map((one) => [...one, at])],
    [[]],
  );
}

function worthOf(subset: number[], { codes, sizes }: Coded, evidence: Float64Array) {
  const leaves = evidence.length / TRIED;
  const cells = new Map<number, { first: number; sums: Float64Array }>();
  for (let at = 0; at < leaves; at += 1) {
    let key = 0;
    for (const dimension of subset) key = key * sizes[dimension]! + codes[dimension]![at]!;
    let cell = cells.get(key);
    if (!cell) cells.set(key, (cell = { first: at, sums: new Float64Array(TRIED) }));
    for (let ratio = 0; ratio < TRIED; ratio += 1) cell.sums[ratio]! += evidence[at * TRIED + ratio]!;
  }
  const cost =
    subset.length === 0
      ? WHOLE
      : subset.reduce((sum, at) => sum + PER_DIMENSION + PER_VALUE * Math.log(sizes[at]!), 0);
  return [...cells.values()].map(({ first, sums }) => ({
    subset,
    first,
    cost,
    worth: Math.max(...sums) - cost,
  }));
}
