import { evidenceOf, TRIED } from './evidence.ts';
import { sumOf, type Counts, type Leaf } from './leaf.ts';
import { bestPerCombination, gainOf, type Combination } from './combinations.ts';

/** A combination of values that carries excess. */
export interface Driver extends Counts {
  scope: Record<string, string>;
  /** Its part of all excess that is above zero. */
  share: number;
  /** True for the causes that together explain the excess best; the rest are other ways to describe it, best first. */
  isCause: boolean;
}

/** How a search is bounded. */
export interface Search {
  dimensions: readonly string[];
  /** How many dimensions a combination may name, at most 3. */
  depth: number;
  limit: number;
}

/** Causes that a search looks for at once. */
const MOST_CAUSES = 3;
/** First causes from which a whole explanation is tried. */
const STARTS = 10;
/** And beyond this part of what the first cause is worth: pieces of one cause are always a little unlike. */
const RELATIVE = 0.1;
/** Evidence that one more cause must bring beyond its own cost, */
const ENOUGH = 4;

/**
 * Which combinations carry the excess, best first. An explanation is a set of combinations; it is worth the evidence of
 * the leaves that they cover, less what it costs to name them (minimum description length), so that neither a part of a
 * cause nor a combination around it is worth as much as the cause itself. Every combination is tried: none is pruned.
 */
export function findDrivers(leaves: readonly Leaf[], { dimensions, depth, limit }: Search): Driver[] {
  const evidence = evidenceOf(leaves);
  const found = bestPerCombination(leaves, evidence, dimensions.length, Math.min(depth, MOST_CAUSES));
  const causes = bestSet(found, evidence);
  const rest = found.filter((one) => !causes.includes(one)).slice(0, Math.max(0, limit - causes.length));
  const positive = excessOf(leaves);
  return [...causes, ...rest].slice(0, limit).map((one) => {
    const counts = sumOf(one.members.map((at) => leaves[at] as Leaf));
    return {
      scope: Object.fromEntries(one.values.map(([dimension, value]) => [dimensions[dimension] ?? '', value])),
      ...counts,
      share: positive > 0 ? (counts.observed - counts.expected) / positive : 0,
      isCause: causes.includes(one),
    };
  });
}

/** All excess of the window: what the whole has, so that shares of disjoint causes add up to about 1. */
function excessOf(leaves: readonly Leaf[]): number {
  const { observed, expected } = sumOf(leaves);
  return observed - expected;
}

/** Whether one of two combinations lies within the other: both would tell of the same cause. */
function isNested(one: Combination, other: Combination): boolean {
  const [few, many] = one.values.length < other.values.length ? [one, other] : [other, one];
  return few.values.every(([at, value]) => many.values.some(([of, named]) => of === at && named === value));
}

/** The set of combinations that explains most for what it costs: each of the best is tried as the first of a set. */
function bestSet(found: readonly Combination[], evidence: Float64Array): Combination[] {
  let best: { set: Combination[]; worth: number } = { set: [], worth: 0 };
  for (const first of found.slice(0, STARTS)) {
    const covered = new Uint8Array(evidence.length / TRIED);
    const set: Combination[] = [];
    let worth = 0;
    let next: Combination | undefined = first;
    let gain = first.worth;
    const enough = ENOUGH + RELATIVE * first.worth;
    while (next !== undefined) {
      set.push(next);
      worth += gain - (set.length > 1 ? enough : 0);
      for (const at of next.members) covered[at] = 1;
      if (worth > best.worth) best = { set: [...set], worth };
      next = undefined;
      if (set.length === MOST_CAUSES) break;
      gain = enough;
      for (const one of found) {
        if (one.worth <= gain) break;
        if (set.some((other) => isNested(one, other))) continue;
        const more = gainOf(one, evidence, covered);
        if (more > gain) [next, gain] = [one, more];
      }
    }
  }
  return best.set.sort((a, b) => b.worth - a.worth);
}
