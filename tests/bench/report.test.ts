import { expect, it } from 'vitest';
import { median, quantile } from '../../tools/bench/report.ts';

it.each([
  [[3], 0.99, 3],
  [[1, 2, 3, 4], 0.5, 2],
  [[4, 1, 3, 2, 5], 0.5, 3],
  [Array.from({ length: 100 }, (_, index) => 100 - index), 0.99, 99],
  [Array.from({ length: 100 }, (_, index) => 100 - index), 0.95, 95],
  [[10, 20], 1, 20],
  [[10, 9, 100], 0, 9],
])('the quantile of %j at %d is %d (nearest rank)', (values, p, expected) => {
  expect(quantile(values, p)).toBe(expected);
});

it('sorts a copy, by size and not as text', () => {
  const values = [100, 9, 10];
  expect(median(values)).toBe(10);
  expect(values).toEqual([100, 9, 10]);
});
