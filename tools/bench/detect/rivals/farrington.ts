import { between, BINS_A_DAY, BINS_AN_HOUR } from './grid.ts';
import type { Rival } from './rival.ts';

const WEEKS = 8;
const LEAST_WEEKS = 2;
/** Half an hour to either side, three windows a week. */
const SHIFTS = [-2, 0, 2];
const OUTBREAK = 2.58;
const LEAST_FAILURES = 5;

interface Baseline {
  rate: number;
  /** Variance ÷ mean. */
  spread: number;
  /** Settled attempts behind the rate, weighted. */
  n: number;
}

/** A quasi-Poisson rate; with a rate given, counts far above it weigh less (Farrington 1996, 3.6). */
function fit(pairs: readonly (readonly [number, number])[], former: Baseline | null): Baseline {
  const weights = pairs.map(([n, x]) => {
    if (former === null) return 1;
    const mean = Math.max(n * former.rate, 1e-6);
    const residual = (1.5 * (x ** (2 / 3) - mean ** (2 / 3))) / (mean ** (1 / 6) * Math.sqrt(former.spread));
    return residual > OUTBREAK ? residual ** -2 : 1;
  });
  const n = pairs.reduce((sum, [n], i) => sum + weights[i]! * n, 0);
  const x = pairs.reduce((sum, [, x], i) => sum + weights[i]! * x, 0);
  const rate = Math.max(x, 0.5) / n;
  const squares = pairs.reduce(
    (sum, [n, x], i) => sum + (weights[i]! * (x - n * rate) ** 2) / Math.max(n * rate, 1e-6),
    0,
  );
  return { rate, spread: Math.max(1, squares / (pairs.length - 1)), n };
}

/** A detector in the style of Farrington (1996) with the reweighting of Noufaily (2013). */
export const farrington: Rival = {
  name: 'Farrington style',
  how: 'failures of the last hour, every 15 minutes, against quasi-Poisson of the same weekday of the last 8 weeks (at least 2), that hour and half an hour to either side, per settled attempt, past outbreaks down-weighted; above the two-thirds-power limit at 2.58, at least 5 failures',
  window: BINS_AN_HOUR,
  shipped: OUTBREAK,
  least: 3,
  judge: ({ settled, failures }, category, bin) => {
    const failed = failures[category]!;
    const to = bin + 1;
    const count = between(failed, to - BINS_AN_HOUR, to);
    if (count < 3) return null;
    const pairs: [number, number][] = [];
    for (let week = 1; week <= WEEKS; week++)
      for (const shift of SHIFTS) {
        const end = to - week * 7 * BINS_A_DAY + shift;
        if (end - BINS_AN_HOUR < 0) continue;
        const n = between(settled, end - BINS_AN_HOUR, end);
        if (n > 0) pairs.push([n, between(failed, end - BINS_AN_HOUR, end)]);
      }
    if (pairs.length < LEAST_WEEKS * SHIFTS.length) return null;
    const { rate, spread, n } = fit(pairs, fit(pairs, null));
    const settledNow = between(settled, to - BINS_AN_HOUR, to);
    const mean = settledNow * rate;
    const variance = spread * mean + (settledNow ** 2 * spread * rate) / n;
    const score = (1.5 * mean * ((count / mean) ** (2 / 3) - 1)) / Math.sqrt(variance);
    return { score, rings: score > OUTBREAK && count >= LEAST_FAILURES };
  },
};
