import { describe, expect, it } from 'vitest';
import gammaln from '@stdlib/math-base-special-gammaln';
import { lnProbability } from '../../stats/count.ts';
import { excessInterval, probabilityUpTo, quantile } from '../../stats/interval.ts';

/** The sum of the probabilities of 0 to `count`, one by one. */
const added = (count: number, mean: number, shape: number) =>
  Array.from({ length: count + 1 }, (_, x) => Math.exp(lnProbability(x, mean, shape, gammaln(x + 1)))).reduce(
    (sum, one) => sum + one,
    0,
  );

describe('the interval', () => {
  it.each([
    [3, 2, Infinity],
    [3, 2, 5],
    [90, 64, 50],
    [0, 0.3, 2],
  ])('P(≤ %d) of mean %d and shape %d is the sum of its probabilities', (count, mean, shape) => {
    expect(probabilityUpTo(count, mean, shape)).toBeCloseTo(added(count, mean, shape), 7);
  });

  it('finds the least count with a probability', () => {
    const count = quantile(0.975, 64, 50);
    expect(probabilityUpTo(count, 64, 50)).toBeGreaterThanOrEqual(0.975);
    expect(probabilityUpTo(count - 1, 64, 50)).toBeLessThan(0.975);
    expect(quantile(0.975, 0, 1)).toBe(0);
  });

  it('is wider where what is usual is less sure', () => {
    const width = (shape: number) => {
      const { low, high } = excessInterval({ observed: 212, expected: 64, shape });
      expect(low).toBeLessThan(148);
      expect(high).toBeGreaterThan(148);
      return high - low;
    };
    expect(width(10)).toBeGreaterThan(width(100));
    expect(width(100)).toBeGreaterThan(width(Infinity));
  });
});
