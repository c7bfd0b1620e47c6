const COEFFICIENTS = [
  76.18009172947146, -86.50532032941677, 24.01409824083091, -1.231739572450155, 0.1208650973866179e-2,
  -0.5395239384953e-5,
];

/** ln Γ(x) for x > 0 (Lanczos 1964); nine digits, which is more than any evidence here needs. */
export function lnGamma(x: number): number {
  const series = COEFFICIENTS.reduce(
    (sum, coefficient, index) => sum + coefficient / (x + index + 1),
    1.000000000190015,
  );
  return (x + 0.5) * Math.log(x + 5.5) - x - 5.5 + Math.log((2.5066282746310005 * series) / x);
}

/** ln of the probability of a count under a negative binomial; Poisson where the shape is Infinity. `lnFactorial` is ln Γ(count + 1). */
export function lnProbability(count: number, mean: number, shape: number, lnFactorial: number): number {
  if (shape > 1e7) return count * Math.log(mean) - mean - lnFactorial;
  const odds =
    count === 0 ? 0 : lnGamma(count + shape) - lnGamma(shape) + count * Math.log(mean / (shape + mean));
  return odds - lnFactorial - shape * Math.log1p(mean / shape);
}
