import gammaln from '@stdlib/math-base-special-gammaln';
import { lnProbability } from './count.ts';
import type { Leaf } from './leaf.ts';

/** How many times more than usual a cause may bring; the one that explains a combination best is taken. */
const RATIOS = [1.1, 1.2, 1.35, 1.6, 2, 3, 5, 8, 13, 25, 60, 150];
/** How alike the leaves that one cause strikes are: their ratios are gamma distributed with this shape. */
const LIKENESS = 20;
/** Usual counts spread at least so much, whatever was learned of them. */
const SUREST = 200;

/** How many ratios are tried. */
export const TRIED = RATIOS.length;

/**
 * The evidence of each leaf that a cause struck it: ln of the probability of its count if the cause multiplied what is
 * usual by a ratio, less that if nothing did. Row by row: leaf, then ratio. Evidence of different leaves adds up.
 */
export function evidenceOf(leaves: readonly Leaf[]): Float64Array {
  const evidence = new Float64Array(leaves.length * TRIED);
  for (const [at, leaf] of leaves.entries()) {
    const usual = Math.max(leaf.expected, 1e-6);
    const shape = Math.min(leaf.shape, SUREST);
    const factorial = gammaln(leaf.observed + 1);
    const quiet = lnProbability(leaf.observed, usual, shape, factorial);
    const struck = 1 / (1 / shape + 1 / LIKENESS);
    for (const [index, ratio] of RATIOS.entries()) {
      const mean = Math.max(Math.min(usual * ratio, leaf.settled), usual);
      evidence[at * TRIED + index] = lnProbability(leaf.observed, mean, struck, factorial) - quiet;
    }
  }
  return evidence;
}
