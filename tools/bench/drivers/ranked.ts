import type { Leaf } from '../../../stats/leaf.ts';
import type { Scope } from './case.ts';

/** ln of how much likelier a Poisson count is at its own mean than at the usual one, for more than usual. */
const surprise = (observed: number, usual: number) =>
  observed > usual && usual > 0 ? observed * Math.log(observed / usual) - (observed - usual) : 0;

/**
 * The formula that the search is compared with: each combination for itself, by
 * ln(surprise inside − outside) + 2 ln(share) + ¼ ln(contrast of rates) − 0.02 depth. It names one cause.
 */
export function rankedByFormula(
  leaves: readonly Leaf[],
  dimensions: readonly string[],
  limit: number,
): Scope[] {
  const total = { observed: 0, expected: 0, settled: 0 };
  let positive = 1;
  for (const leaf of leaves) {
    total.observed += leaf.observed;
    total.expected += leaf.expected;
    total.settled += leaf.settled;
    positive += Math.max(0, leaf.observed - leaf.expected);
  }
  const subsets = dimensions.reduce<number[][]>(
    (all, _, at) => [...all, ...all.filter((one) => one.length < 3).map((one) => [...one, at])],
    [[]],
  );
  const scored = subsets.slice(1).flatMap((subset) => {
    const cells = new Map<string, { scope: Scope; observed: number; expected: number; settled: number }>();
    for (const leaf of leaves) {
      const key = subset.map((at) => leaf.values[at]).join('|');
      const scope = Object.fromEntries(subset.map((at) => [dimensions[at] ?? '', leaf.values[at] ?? '']));
      const cell = cells.get(key) ?? { scope, observed: 0, expected: 0, settled: 0 };
      cell.observed += leaf.observed;
      cell.expected += leaf.expected;
      cell.settled += leaf.settled;
      cells.set(key, cell);
    }
    return [...cells.values()].map(({ scope, observed, expected, settled }) => {
      const outside = surprise(total.observed - observed, total.expected - expected);
      const contrast =
        observed /
        settled /
        Math.max((total.observed - observed) / Math.max(total.settled - settled, 1), 1e-4);
      const score =
        Math.log(surprise(observed, expected) - outside) +
        2 * Math.log((observed - expected) / positive) +
        0.25 * Math.log(contrast) -
        0.02 * subset.length;
      return { scope, score };
    });
  });
  return scored
    .filter(({ score }) => score > -Infinity)
    .sort((a, b) => b.score - a.score)
    .slice(0, limit)
    .map(({ scope }) => scope);
}
