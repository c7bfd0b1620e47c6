import betainc from '@stdlib/math-base-special-betainc';
import gammainc from '@stdlib/math-base-special-gammainc';

/**
 * Chance of `count` or more where `mean` is expected and the variance is mean + alpha·mean²: a negative binomial,
 * whose tail is the regularised incomplete beta function (Johnson, Kemp & Kotz 2005, 5.6); Poisson where alpha is 0.
 */
export function upperTail(count: number, mean: number, alpha: number): number {
  if (count <= 0) return 1;
  if (mean <= 0) return 0;
  if (alpha < 1e-9) return gammainc(mean, count, true, false);
  return betainc((alpha * mean) / (1 + alpha * mean), count, 1 / alpha);
}

/** Upper tail as a number of nats, −ln p, at most 700. */
export function surprise(count: number, mean: number, alpha: number): number {
  const tail = upperTail(count, mean, alpha);
  return tail > 1e-304 ? -Math.log(tail) : 700;
}

/** Byar's limits of a Poisson mean at 95 % (Breslow & Day 1987, 2.7), widened for the extra spread alpha. */
export function limits(count: number, mean: number, alpha: number): [number, number] {
  const wide = 1.96 * Math.sqrt(1 + alpha * Math.max(mean, 0));
  const low = count > 0 ? count * Math.max(0, 1 - 1 / (9 * count) - wide / (3 * Math.sqrt(count))) ** 3 : 0;
  const next = count + 1;
  return [low, next * (1 - 1 / (9 * next) + wide / (3 * Math.sqrt(next))) ** 3];
}

/**
 * Log likelihood ratio of a count at its own mean against the mean expected, where the variance is mean + alpha·mean²
 * (half the negative binomial deviance: McCullagh & Nelder 1989, 11.2); 0 where it is not above.
 */
export function gain(count: number, mean: number, alpha: number): number {
  if (count <= mean) return 0;
  const usual = Math.max(mean, 1e-9);
  return (
    count * Math.log(count / usual) -
    (count + 1 / alpha) * Math.log((1 + alpha * count) / (1 + alpha * usual))
  );
}

/** Nothing is so rare that a payer who tries again and again could not make three of it: least expected failures. */
export const LEAST_USUAL = 0.05;

/** Hours in which a smallest excess is told. */
export const TOLD_HOURS = 2;

/** The smallest excess, in whole failures, that is above so many nats where `usual` failures are, with the extra spread alpha. */
export function smallestExcess(usual: number, alpha: number, nats: number): number {
  const mean = Math.max(LEAST_USUAL, usual);
  let [low, high] = [2, 3 + Math.ceil(mean)];
  while (surprise(high, mean, alpha) <= nats) [low, high] = [high, high * 2];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (surprise(middle, mean, alpha) <= nats) low = middle;
    else high = middle;
  }
  return Math.max(1, Math.ceil(high - mean));
}
