import { between, BINS_AN_HOUR } from './grid.ts';
import type { Rival } from './rival.ts';

const FLOOR = 100;

/** The industry's decline-rate rule. */
export const industry: Rival = {
  name: 'industry 15-min rule',
  how: 'failure rate of 15 minutes above the mean of the four 15-minute rates before plus two of their standard deviations, at least 100 settled attempts; swept over the number of standard deviations, each at least one failure',
  window: 1,
  shipped: 2,
  least: 4,
  judge: ({ settled, failures }, category, bin) => {
    const n = between(settled, bin, bin + 1);
    if (n < FLOOR || bin < BINS_AN_HOUR) return null;
    const count = between(failures[category]!, bin, bin + 1);
    if (count === 0) return null;
    const before = [1, 2, 3, 4].flatMap((back) => {
      const attempts = between(settled, bin - back, bin - back + 1);
      return attempts === 0 ? [] : [between(failures[category]!, bin - back, bin - back + 1) / attempts];
    });
    if (before.length < 2) return null;
    const mean = before.reduce((sum, rate) => sum + rate, 0) / before.length;
    const spread = Math.sqrt(before.reduce((sum, rate) => sum + (rate - mean) ** 2, 0) / (before.length - 1));
    const rate = count / n;
    return { score: (rate - mean) / Math.max(spread, 1 / n), rings: rate > mean + 2 * spread };
  },
};
