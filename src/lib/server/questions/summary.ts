import { CATEGORIES } from '../../contracts/index.ts';
import type { Category, Compared, QuestionKeys, SummaryAnswer } from '../../contracts/index.ts';
import { comparedWindow } from '../compared.ts';
import type { Window } from '../dates.ts';
import { filterParameters, filteredDimensions, windowOf } from '../filters.ts';
import { hiddenBalanceOf } from '../hidden-balance.ts';
import { smallestMart } from '../marts.ts';
import { provenanceOf } from '../provenance.ts';
import { summary as querySummary } from '../queries/summary.ts';
import type { SummaryRow } from '../queries/summary.ts';
import type { Lease } from '../version.ts';

const FIGURES = [
  'attempts',
  'settled',
  'failures',
  'failure_rate',
  'orders',
  'orders_at_risk',
  'recovered_orders',
  'recovered_orders_24h',
  'immature_orders',
  'lost_orders',
  'lost_amount',
  'failed_amount',
  'silent_failures',
  'unknown_share',
] as const;

/** The figures of a window beside those of the window it is compared with. */
export async function summary(lease: Lease, keys: QuestionKeys<'summary'>): Promise<SummaryAnswer> {
  const window = windowOf(keys, lease.version);
  const before = comparedWindow(window, keys.compare, lease.version);
  const [now, then, hidden_balance] = await Promise.all([
    figuresOf(lease, keys, window),
    figuresOf(lease, keys, before),
    hiddenBalanceOf(lease, keys, window),
  ]);
  const byCategory = (category: Category): Compared => ({
    value: failuresOf(now, category, keys),
    compared: failuresOf(then, category, keys),
  });
  return {
    ...provenanceOf(lease.version, window),
    compared_from: before?.from ?? null,
    compared_to: before?.to ?? null,
    ...(Object.fromEntries(
      FIGURES.map((figure) => [figure, { value: now?.[figure] ?? null, compared: then?.[figure] ?? null }]),
    ) as Record<(typeof FIGURES)[number], Compared>),
    failures_by_category: Object.fromEntries(
      CATEGORIES.map((category) => [category, byCategory(category)]),
    ) as SummaryAnswer['failures_by_category'],
    hidden_balance,
  };
}

async function figuresOf(lease: Lease, keys: QuestionKeys<'summary'>, window: Window | null) {
  if (!window) return undefined;
  const mart = smallestMart(filteredDimensions(keys), lease.version.martSizes);
  return querySummary(lease.run, { ...filterParameters(keys), ...window, mart });
}

/** Null where the category was not asked for, 0 where it did not occur. */
function failuresOf(
  row: SummaryRow | undefined,
  category: Category,
  keys: QuestionKeys<'summary'>,
): number | null {
  if (!row || (keys.category?.length && !keys.category.includes(category))) return null;
  return row.categories.find((found) => found.category === category)?.failures ?? 0;
}
