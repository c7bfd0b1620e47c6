import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gain, limits, surprise, upperTail } from '../../stats/tails.ts';

/** Chance of `count` or more, term by term: p(0), then each term from the one before. No special function is used. */
function summed(count: number, mean: number, alpha: number): number {
  let term = alpha === 0 ? Math.exp(-mean) : (1 + alpha * mean) ** (-1 / alpha);
  let sum = 0;
  for (let k = 0; k < count || term > sum * 1e-17; k++) {
    if (k >= count) sum += term;
    term *= alpha === 0 ? mean / (k + 1) : (((k + 1 / alpha) / (k + 1)) * alpha * mean) / (1 + alpha * mean);
  }
  return sum;
}

describe('the chance of so many or more', () => {
  it.each([
    // Poisson: Pearson & Hartley, Biometrika Tables for Statisticians I, table 7.
    [5, 2, 0, 0.05265],
    [10, 5, 0, 0.03183],
    [1, 0.1, 0, 0.09516],
    [16, 10, 0, 0.04874],
    // Negative binomial of shape 1 is geometric: (αm ÷ (1 + αm))^count.
    [3, 2, 1, (2 / 3) ** 3],
    [10, 4, 1, 0.8 ** 10],
  ])('of %i where %d are usual with spread %d is that of the tables: %d', (count, mean, alpha, chance) => {
    expect(upperTail(count, mean, alpha)).toBeCloseTo(chance, 5);
  });

  it('is the sum of its terms, however far out', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 120 }),
        fc.double({ min: 0.05, max: 80, noNaN: true }),
        fc.constantFrom(0, 0.01, 0.1, 0.5, 2),
        (count, mean, alpha) => {
          const exact = summed(count, mean, alpha);
          fc.pre(exact > 1e-290);
          expect(upperTail(count, mean, alpha) / exact).toBeCloseTo(1, 8);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('is certain for none, nothing where nothing is usual, and Poisson where the spread vanishes', () => {
    expect(upperTail(0, 3, 0.2)).toBe(1);
    expect(upperTail(2, 0, 0.2)).toBe(0);
    expect(upperTail(9, 4, 1e-8)).toBeCloseTo(upperTail(9, 4, 0), 6);
  });

  it('as nats grows with the count, falls with what is usual and with the spread, and ends at 700', () => {
    expect(surprise(8, 2, 0.1)).toBeCloseTo(-Math.log(summed(8, 2, 0.1)), 8);
    expect(surprise(9, 2, 0.1)).toBeGreaterThan(surprise(8, 2, 0.1));
    expect(surprise(8, 3, 0.1)).toBeLessThan(surprise(8, 2, 0.1));
    expect(surprise(8, 2, 0.5)).toBeLessThan(surprise(8, 2, 0.1));
    expect(surprise(5000, 0.05, 0)).toBe(700);
  });
});

describe('the limits of a count', () => {
  it.each([
    // Exact Poisson limits at 95 %: Breslow & Day 1987, table 2.11; Byar's come within a twentieth.
    [5, 1.62, 11.67],
    [10, 4.8, 18.39],
    [50, 37.11, 65.92],
    [100, 81.36, 121.63],
  ])('of %i are near the exact ones', (count, low, high) => {
    const [lower, upper] = limits(count, count, 0);
    expect(Math.abs(lower - low)).toBeLessThan(0.05 * low);
    expect(Math.abs(upper - high)).toBeLessThan(0.05 * high);
  });

  it('hold it, are wider with a spread, and begin at nothing for none', () => {
    const [low, high] = limits(30, 20, 0);
    const [lower, higher] = limits(30, 20, 0.1);
    expect(lower).toBeLessThan(low);
    expect(higher).toBeGreaterThan(high);
    expect(low).toBeLessThan(30);
    expect(high).toBeGreaterThan(30);
    expect(limits(0, 2, 0)[0]).toBe(0);
  });
});

describe('the likelihood that a count gains at its own mean', () => {
  const lnPoisson = (count: number, mean: number) => count * Math.log(mean) - mean;

  it('is that of Poisson where the spread is small, and nothing where it is not above', () => {
    expect(gain(12, 4, 1e-7)).toBeCloseTo(lnPoisson(12, 12) - lnPoisson(12, 4), 3);
    expect(gain(4, 4, 0.1)).toBe(0);
    expect(gain(1, 4, 0.1)).toBe(0);
  });

  it('is the difference of two negative binomial log likelihoods', () => {
    const lnLikelihood = (count: number, mean: number, alpha: number) =>
      count * Math.log((alpha * mean) / (1 + alpha * mean)) - Math.log(1 + alpha * mean) / alpha;
    for (const [count, mean, alpha] of [
      [9, 2, 0.3],
      [40, 31, 0.05],
      [3, 0.1, 1],
    ] as const)
      // prettier-ignore
      expect(gain(count, mean, alpha)).toBeCloseTo(
        lnLikelihood(count, count, alpha) - lnLikelihood(count, mean, alpha),
        9,
      );
  });
});
