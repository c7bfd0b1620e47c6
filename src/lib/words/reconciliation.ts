import type { FindingKind, ReconciliationAnswer } from '../contracts/index.ts';
import { exact, money, type Language } from '../format/number.ts';
import { preciseRate } from '../format/rate.ts';
import { m } from '../paraglide/messages.js';

const KINDS = {
  corrected: m.rec_kind_corrected,
  money_without_order: m.rec_kind_money_without_order,
  order_without_money: m.rec_kind_order_without_money,
  amount_mismatch: m.rec_kind_amount_mismatch,
};

/** What a kind of finding is called. */
export const kindName = (kind: FindingKind, language: Language): string =>
  KINDS[kind]({}, { locale: language });

/** How long something has been so: minutes, then hours, then days. */
export function ageName(minutes: number, language: Language): string {
  const locale = { locale: language };
  if (minutes < 60) return m.rec_age_minutes({ n: Math.floor(minutes) }, locale);
  if (minutes < 48 * 60) return m.rec_age_hours({ n: Math.floor(minutes / 60) }, locale);
  return m.rec_age_days({ n: Math.floor(minutes / 1440) }, locale);
}

/** Sums over the kinds of finding. */
export function totalsOf({ findings_by_kind: kinds }: ReconciliationAnswer) {
  const sum = (figure: 'items' | 'at_stake' | 'past_line' | 'past_line_at_stake') =>
    kinds.reduce((total, kind) => total + kind[figure], 0);
  return {
    items: sum('items'),
    stake: sum('at_stake'),
    past: sum('past_line'),
    pastStake: sum('past_line_at_stake'),
  };
}

/** What the bills say of a window, in one sentence or two. */
export function reconciliationSentences(
  answer: ReconciliationAnswer,
  window: string,
  language: Language,
): string[] {
  const locale = { locale: language };
  const { items, stake, past } = totalsOf(answer);
  if (answer.coverage.length === 0 && items === 0) return [m.rec_head_none({}, locale)];
  const count = (value: number) => exact(value, language);
  if (items === 0) return [m.rec_head_all_well({ window, covered: count(answer.covered_attempts) }, locale)];
  const first = m.rec_head_some(
    { window, n: count(items), amount: money(stake, language), past: count(past) },
    locale,
  );
  if (answer.corrected === 0) return [first];
  const [before, after] = [answer.before, answer.after].map((it) => preciseRate(it.failure_rate, language));
  const corrected = count(answer.corrected);
  return [first, m.rec_head_rate({ corrected, before: before!, after: after! }, locale)];
}
