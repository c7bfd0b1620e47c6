import type { QuestionKeys } from '../../contracts/index.ts';
import type { AnswerTable, Value } from '../encode/table.ts';
import { ranking } from '../questions/ranking.ts';
import type { Lease } from '../version.ts';
import { withColumns } from './columns.ts';

const part = (of: Value | undefined, whole: Value | undefined): number | null =>
  typeof of === 'number' && typeof whole === 'number' && whole !== 0 ? of / whole : null;

/** By which part of the compared figure a figure has changed; nothing without one. */
const change = (now: string) => ({
  name: 'change',
  type: 'number' as const,
  valueOf: (row: Record<string, Value>) => {
    const times = part(row[now], row['compared']);
    return times === null ? null : times - 1;
  },
});

/** A ranking with all that a leaderboard shows of its lines: the failure rate, what was lost, and the change. */
export async function withLosses(
  lease: Lease,
  keys: QuestionKeys<'ranking'>,
  table: AnswerTable,
): Promise<AnswerTable> {
  const metrics = ['lost_orders', 'lost_amount'] as const;
  const lost = await Promise.all(
    metrics.map(async (metric) => {
      const { items } = await ranking(lease, { ...keys, metric, compare: 'none' });
      const values = new Map<Value, number | null>(items.map(({ key, value }) => [key, value]));
      return {
        name: metric,
        type: 'number' as const,
        valueOf: (row: Record<string, Value>) => values.get(row['key'] ?? null) ?? null,
      };
    }),
  );
  return withColumns(table, [
    {
      name: 'failure_rate',
      type: 'number',
      valueOf: ({ failures, settled }) => part(failures, settled),
      after: 'failures',
    },
    ...lost,
    change('value'),
  ]);
}

/** The channels' codes with all that a leaderboard shows of them: their part of the failures, and the change. */
export function withShares(table: AnswerTable): AnswerTable {
  const all = table.rows.reduce((sum, { failures }) => sum + Number(failures), 0);
  return withColumns(table, [
    { name: 'share', type: 'number', valueOf: ({ failures }) => part(failures, all), after: 'failures' },
    change('failures'),
  ]);
}
