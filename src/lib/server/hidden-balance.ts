import type { QuestionKeys, SummaryAnswer } from '../contracts/index.ts';
import type { Window } from './dates.ts';
import { filterParameters, filteredDimensions } from './filters.ts';
import { smallestMart } from './marts.ts';
import { hiddenBalance } from './queries/hidden_balance.ts';
import type { Lease } from './version.ts';

/**
 * Balance failures that the log shows as `unpaid`, estimated: unpaid on the last 7 days of months above what the same
 * place and hour has, at this volume, far from a month end. Failures, with a 95 % interval, never below 0. What is
 * hidden all month long is not in it: it is part of what is usual. Null where balance is not asked for, the window has
 * no such day, or too little says what is usual.
 */
export async function hiddenBalanceOf(
  lease: Lease,
  keys: QuestionKeys<'summary'>,
  window: Window | null,
): Promise<SummaryAnswer['hidden_balance']> {
  const isAsked = !keys.category?.length || keys.category.some((it) => it === 'balance' || it === 'unpaid');
  if (!window || !isAsked) return null;
  const { category: _, whole_building: __, ...filters } = filterParameters(keys);
  const mart = smallestMart(
    ['campus_id', 'building_id', ...filteredDimensions(keys)],
    lease.version.martSizes,
  );
  const found = await hiddenBalance(lease.run, { ...filters, ...window, mart });
  if (!found) return null;
  const { margin, ...counts } = found;
  const excess = counts.unpaid - counts.expected;
  const [low, value, high] = [excess - margin, excess, excess + margin].map((it) => Math.max(0, it));
  return { ...counts, value: value!, low: low!, high: high! };
}
