import type { SummaryAnswer } from '../contracts/index.ts';
import { exact, type Language } from '../format/number.ts';
import { m } from '../paraglide/messages.js';

/** The sentence on balance failures that the log shows as unpaid; null where none is made, or it comes to nothing. */
export function balanceEstimate(
  estimate: SummaryAnswer['hidden_balance'],
  language: Language,
): string | null {
  if (!estimate || Math.round(estimate.value) === 0) return null;
  const figures = Object.entries(estimate).map(([name, value]) => [name, exact(Math.round(value), language)]);
  return m.balance_estimate(Object.fromEntries(figures) as Record<keyof typeof estimate, string>, {
    locale: language,
  });
}
