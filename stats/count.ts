import gammaln from '@stdlib/math-base-special-gammaln';

/** ln of the probability of a count under a negative binomial; Poisson where the shape is Infinity. `lnFactorial` is ln Γ(count + 1). */
export function lnProbability(count: number, mean: number, shape: number, lnFactorial: number): number {
  if (shape > 1e7) return count * Math.log(mean) - mean - lnFactorial;
  const odds =
    count === 0 ? 0 : gammaln(count + shape) - gammaln(shape) + count * Math.log(mean / (shape + mean));
  return odds - lnFactorial - shape * Math.log1p(mean / shape);
}
