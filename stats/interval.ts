import betainc from '@stdlib/math-base-special-betainc';
import gammainc from '@stdlib/math-base-special-gammainc';

/**
 * The probability of at most `count` under a negative binomial with this mean and shape (the predictive distribution of a
 * Poisson count whose mean is gamma distributed: Gelman et al., Bayesian Data Analysis, 3rd ed., §2.6); Poisson where the
 * shape is Infinity.
 */
export function probabilityUpTo(count: number, mean: number, shape: number): number {
  if (count < 0) return 0;
  if (mean <= 0) return 1;
  return shape > 1e7
    ? gammainc(mean, count + 1, true, true)
    : betainc(shape / (shape + mean), shape, count + 1, true);
}

/** The least count that is reached with this probability. */
export function quantile(probability: number, mean: number, shape: number): number {
  let low = -1;
  let high = 1;
  while (probabilityUpTo(high, mean, shape) < probability) [low, high] = [high, high * 2];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (probabilityUpTo(middle, mean, shape) < probability) low = middle;
    else high = middle;
  }
  return high;
}

/** The excess with 95 %: what was observed less what a usual window would have had. */
export function excessInterval(counts: { observed: number; expected: number; shape: number }): {
  low: number;
  high: number;
} {
  const { observed, expected, shape } = counts;
  return {
    low: observed - quantile(0.975, expected, shape),
    high: observed - quantile(0.025, expected, shape),
  };
}
