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
  const sums = new Float64Array(evidence.length);
  let kept: Found[] = [];
  for (const subset of subsets(coded, depth)) {
    const least = kept[KEPT - 1]?.worth ?? -Infinity;
    const more = worthOf(subset, coded, evidence, sums, least);
    kept = [...kept, ...more].sort((a, b) => b.worth - a.worth).slice(0, KEPT);
  }
  const members = membersOf(kept, coded);
  return kept.map(({ subset, first, cost, worth }, index) => ({
    cost,
    worth,
    values: subset.map((at): [number, string] => [at, leaves[first]?.values[at] ?? '']),
    members: members[index]!,
  }));
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

/** For each leaf a number that it shares with those that have the same values in some dimensions. */
function keysOf(subset: readonly number[], { codes, sizes }: Coded): Float64Array {
  const keys = new Float64Array(codes[0]?.length ?? 0);
  for (const dimension of subset) {
    const [size, values] = [sizes[dimension]!, codes[dimension]!];
    for (let at = 0; at < keys.length; at += 1) keys[at] = keys[at]! * size + values[at]!;
  }
  return keys;
}

interface Found {
  subset: number[];
  /** The first of its leaves. */
  first: number;
  cost: number;
  worth: number;
}

/**
 * What each combination of values of some dimensions is worth, where it is more than `least`; `sums` is room for the
 * evidence of all of them.
 */
function worthOf(
  subset: number[],
  coded: Coded,
  evidence: Float64Array,
  sums: Float64Array,
  least: number,
): Found[] {
  const cells = new Map<number, number>();
  const firsts: number[] = [];
  const keys = keysOf(subset, coded);
  for (let at = 0; at < keys.length; at += 1) {
    let cell = cells.get(keys[at]!);
    if (cell === undefined) {
      cells.set(keys[at]!, (cell = firsts.length));
      firsts.push(at);
      sums.fill(0, cell * TRIED, (cell + 1) * TRIED);
    }
    for (let ratio = 0; ratio < TRIED; ratio += 1)
      sums[cell * TRIED + ratio]! += evidence[at * TRIED + ratio]!;
  }
  const cost =
    subset.length === 0
      ? WHOLE
      : subset.reduce((sum, at) => sum + PER_DIMENSION + PER_VALUE * Math.log(coded.sizes[at]!), 0);
  return firsts.flatMap((first, cell) => {
    let most = -Infinity;
    for (let at = cell * TRIED; at < (cell + 1) * TRIED; at += 1) most = Math.max(most, sums[at]!);
    const worth = most - cost;
    return worth > least ? [{ subset, first, cost, worth }] : [];
  });
}

/** The leaves of each combination; those of the same dimensions are found in one pass over all leaves. */
function membersOf(kept: readonly Found[], coded: Coded): number[][] {
  const members = kept.map((): number[] => []);
  for (const subset of new Set(kept.map((one) => one.subset))) {
    const keys = keysOf(subset, coded);
    const places = new Map(
      kept.flatMap((one, index) => (one.subset === subset ? [[keys[one.first]!, members[index]!]] : [])),
    );
    for (let at = 0; at < keys.length; at += 1) places.get(keys[at]!)?.push(at);
  }
  return members;
}
