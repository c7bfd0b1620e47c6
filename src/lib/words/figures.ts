import type { Compared, SummaryAnswer } from '../contracts/index.ts';
import { closeUp, exact, exactMoney, money, short, type Language } from '../format/number.ts';
import { change, points, rate, ratio } from '../format/rate.ts';
import { m } from '../paraglide/messages.js';

/** One figure with all that a reader may ask about it. */
export type Figure = {
  id: string;
  label: string;
  value: string;
  exact: string;
  /** The denominator, beside the figure. */
  beside: string;
  /** The change in words and whether it is for the worse; null where nothing was compared. */
  change: { text: string; tone: 'worse' | 'better' | 'same' } | null;
  definition: string;
  /** Null where the answer does not hold it. */
  numerator: string | null;
  denominator: string | null;
  /** What is not counted yet, if anything. */
  note?: string;
};

/** From this share of orders at risk that are too young to be lost on, a change of what was lost says little. */
const YOUNG = 0.05;

/** What is said of the orders that are too young to be lost; nothing where there are none. */
export const immatureNote = ({ immature_orders: { value } }: SummaryAnswer, language: Language) =>
  value ? m.immature_note({ n: exact(value, language) }, { locale: language }) : undefined;

/** The five figures of the overview. */
export function figures(summary: SummaryAnswer, language: Language): Figure[] {
  const locale = { locale: language };
  const n = (value: number | null) => exact(value, language);
  const failures = n(summary.failures.value);
  const settled = n(summary.settled.value);
  const atRisk = n(summary.orders_at_risk.value);
  const all = Object.values(summary.failures_by_category).reduce((sum, part) => sum + (part?.value ?? 0), 0);
  const unknown = summary.failures_by_category.unknown?.value ?? 0;
  // The share is one of all failures: where a page is narrowed to some categories, their counts do not make it.
  const narrowed = Object.values(summary.failures_by_category).some((part) => part?.value === null);
  const note = immatureNote(summary, language);
  const isYoung = (ratio(summary.immature_orders.value, summary.orders_at_risk.value) ?? 0) > YOUNG;
  const changeOfLost = (lost: Compared) => (isYoung ? null : relativeChange(lost, language));
  const rows: Figure[] = [
    {
      id: 'failure_rate',
      label: m.figure_failure_rate({}, locale),
      value: rate(summary.failure_rate.value, language),
      exact: m.of_settled({ failures, settled }, locale),
      beside: m.of_settled(
        {
          failures: short(summary.failures.value, language),
          settled: short(summary.settled.value, language),
        },
        locale,
      ),
      change: pointChange(summary.failure_rate, language),
      definition: m.define_failure_rate({}, locale),
      numerator: m.part_failures({ n: failures }, locale),
      denominator: m.part_settled({ n: settled }, locale),
    },
    {
      id: 'failures',
      label: m.figure_failures({}, locale),
      value: short(summary.failures.value, language),
      exact: failures,
      beside: m.of_settled_short({ settled: short(summary.settled.value, language) }, locale),
      change: relativeChange(summary.failures, language),
      definition: m.define_failures({}, locale),
      numerator: m.part_failures({ n: failures }, locale),
      denominator: m.part_settled({ n: settled }, locale),
    },
    {
      id: 'lost_orders',
      label: m.figure_lost_orders({}, locale),
      value: short(summary.lost_orders.value, language),
      exact: n(summary.lost_orders.value),
      beside: m.of_at_risk({ orders: short(summary.orders_at_risk.value, language) }, locale),
      change: changeOfLost(summary.lost_orders),
      definition: m.define_lost_orders({}, locale),
      numerator: m.part_lost({ n: n(summary.lost_orders.value) }, locale),
      denominator: m.part_at_risk({ n: atRisk }, locale),
      note,
    },
    {
      id: 'lost_amount',
      label: m.figure_lost_amount({}, locale),
      value: money(summary.lost_amount.value, language),
      exact: exactMoney(summary.lost_amount.value, language),
      beside: m.of_failed_amount({ amount: money(summary.failed_amount.value, language) }, locale),
      change: changeOfLost(summary.lost_amount),
      definition: m.define_lost_amount({}, locale),
      numerator: exactMoney(summary.lost_amount.value, language),
      denominator: null,
      note,
    },
    {
      id: 'unknown_share',
      label: m.figure_unknown_share({}, locale),
      value: rate(summary.unknown_share.value, language),
      exact: narrowed
        ? m.of_all_failures({}, locale)
        : m.of_failures({ n: n(unknown), failures: n(all) }, locale),
      beside: narrowed
        ? m.of_all_failures({}, locale)
        : m.of_failures({ n: short(unknown, language), failures: short(all, language) }, locale),
      change: pointChange(summary.unknown_share, language),
      definition: m.define_unknown_share({}, locale),
      numerator: narrowed ? null : m.part_unknown({ n: n(unknown) }, locale),
      denominator: narrowed ? null : m.part_failures({ n: n(all) }, locale),
    },
  ];
  return rows.map((figure) => ({ ...figure, beside: closeUp(figure.beside) }));
}

/** A figure in one line of text, as it is copied. */
export function figureLine(
  { label, value, beside, change, note }: Figure,
  period: string | null,
  language: Language,
) {
  const locale = { locale: language };
  const against = period && change && `${m.change_against({ period }, locale)} ${change.text}`;
  const facts = [beside, against, note].filter(Boolean).join(m.figure_joiner({}, locale));
  return m.figure_line({ label, value, facts }, locale);
}

/** A change of a rate, in points; more is worse. */
function pointChange({ value, compared }: Compared, language: Language): Figure['change'] {
  const difference = points(value, compared, language);
  if (difference === null) return null;
  if (difference === '0') return { text: m.change_same({}, { locale: language }), tone: 'same' };
  const text = m.change_points({ points: difference }, { locale: language });
  return { text, tone: difference.startsWith('+') ? 'worse' : 'better' };
}

/** A change of a count, in per cent; more is worse. */
export function relativeChange({ value, compared }: Compared, language: Language): Figure['change'] {
  const difference = change(value, compared, language);
  if (difference === null) return null;
  if (difference === '0%') return { text: m.change_same({}, { locale: language }), tone: 'same' };
  return { text: difference, tone: difference.startsWith('−') ? 'better' : 'worse' };
}
