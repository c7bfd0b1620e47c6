import gammainc from '@stdlib/math-base-special-gammainc';
import { between, BINS_A_DAY, BINS_AN_HOUR } from './grid.ts';
import type { Rival } from './rival.ts';

const DAYS = 28;
const LEAST_DAYS = 7;

/** −log10 of the chance of so many failures or more where so many are expected. */
export const poissonScore = (count: number, expected: number): number =>
  count <= 0 ? 0 : -Math.log10(Math.max(1e-300, gammainc(Math.max(expected, 1e-9), count, true, false)));

/** The ordinary alert. */
export const ordinary: Rival = {
  name: 'ordinary alert',
  how: 'the last hour, every 15 minutes, against the failure rate of the same hour of the day in the last 28 days (at least 7) times its settled attempts; Poisson tail below 1e-6',
  window: BINS_AN_HOUR,
  shipped: 6,
  least: 4,
  judge: ({ settled, failures }, category, bin) => {
    const failed = failures[category]!;
    const to = bin + 1;
    const count = between(failed, to - BINS_AN_HOUR, to);
    if (count < 2) return null;
    let [n, x, days] = [0, 0, 0];
    for (let day = 1; day <= DAYS && to - BINS_AN_HOUR - day * BINS_A_DAY >= 0; day++) {
      const end = to - day * BINS_A_DAY;
      n += between(settled, end - BINS_AN_HOUR, end);
      x += between(failed, end - BINS_AN_HOUR, end);
      days++;
    }
    if (days < LEAST_DAYS || n === 0) return null;
    const expected = (between(settled, to - BINS_AN_HOUR, to) * Math.max(x, 0.5)) / n;
    const score = poissonScore(count, expected);
    return { score, rings: score > 6 };
  },
};
