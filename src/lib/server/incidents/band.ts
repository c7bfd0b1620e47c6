import betainc from '@stdlib/math-base-special-betainc';
import gammainc from '@stdlib/math-base-special-gammainc';

/**
 * The chance of at most `count` where `mean` are expected: Poisson, or negative binomial where the variance is
 * `spread` above the mean, in means.
 */
export function chanceUpTo(count: number, mean: number, spread: number): number {
  if (count < 0) return 0;
  if (mean <= 0) return 1;
  if (spread <= 1e-6) return gammainc(mean, count + 1, true, true);
  return betainc(1 / (1 + spread), mean / spread, count + 1, true, false);
}

/** The smallest count that is reached with at least this chance. */
export function countAt(chance: number, mean: number, spread: number): number {
  let low = -1;
  let high = Math.ceil(mean + 1);
  while (chanceUpTo(high, mean, spread) < chance) {
    low = high;
    high *= 2;
  }
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (chanceUpTo(middle, mean, spread) < chance) low = middle;
    else high = middle;
  }
  return high;
}

/** The band in which nineteen of twenty counts lie. */
export function bandOf(mean: number, spread: number): { low: number; high: number } {
  return { low: countAt(0.025, mean, spread), high: countAt(0.975, mean, spread) };
}
