import { between, BINS_A_DAY, BINS_AN_HOUR } from './grid.ts';
import type { Rival } from './rival.ts';

const LAG_DAYS = 2;
const DAYS = 7;
const LEAST_SPREAD = 0.2;

/** EARS C2 (Hutwagner 2003), an hour at a time in place of a day. */
export const ears: Rival = {
  name: 'EARS C2',
  how: 'failures of the last hour, every 15 minutes, against the same hour of seven days, the last two left out; above their mean plus three standard deviations, of at least 0.2',
  window: BINS_AN_HOUR,
  shipped: 3,
  least: 6,
  judge: ({ failures }, category, bin) => {
    const failed = failures[category]!;
    const to = bin + 1;
    const count = between(failed, to - BINS_AN_HOUR, to);
    if (count === 0 || to - BINS_AN_HOUR < (LAG_DAYS + DAYS) * BINS_A_DAY) return null;
    let [sum, squares] = [0, 0];
    for (let day = LAG_DAYS + 1; day <= LAG_DAYS + DAYS; day++) {
      const x = between(failed, to - BINS_AN_HOUR - day * BINS_A_DAY, to - day * BINS_A_DAY);
      sum += x;
      squares += x * x;
    }
    const mean = sum / DAYS;
    const spread = Math.sqrt(Math.max(0, (squares - sum * mean) / (DAYS - 1)));
    const score = (count - mean) / Math.max(spread, LEAST_SPREAD);
    return { score, rings: score > 3 };
  },
};
