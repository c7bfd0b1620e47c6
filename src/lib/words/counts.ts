import { exact, rate, ratio, signed, type Language } from '../format/index.ts';
import { m } from '../paraglide/messages.js';

/** `212 / 4,830 次 · 失败率 4.4%`: numerator, denominator and what they make. */
export function fraction(counts: { failures: number; settled: number }, language: Language): string {
  return m.heat_tip_rate(
    {
      failures: exact(counts.failures, language),
      settled: exact(counts.settled, language),
      rate: rate(ratio(counts.failures, counts.settled), language),
    },
    { locale: language },
  );
}

/** How many failures are usual, and how many more there are. */
export const usualWords = (failures: number, expected: number, language: Language) =>
  m.heat_tip_usual(
    {
      expected: exact(Math.round(expected * 10) / 10, language),
      excess: signed(Math.round(failures - expected), language),
    },
    { locale: language },
  );
