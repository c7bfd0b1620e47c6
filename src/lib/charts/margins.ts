import type { HeatmapAnswer, Metric } from '../contracts/index.ts';
import type { Key } from './axis-keys.ts';

/** Metrics whose cells add up; those of a ratio are made anew from what they count, and others have no total. */
const ADD_UP: readonly Metric[] = [
  'attempts',
  'failures',
  'failed_amount',
  'lost_orders',
  'lost_amount',
  'excess',
];

/**
 * What the cells of every row or column make together, by key: sums, and of a failure rate all failures over all
 * settled attempts. Null where that says nothing: percentiles cannot be added, and over categories attempts repeat.
 */
export function marginsOf(answer: HeatmapAnswer, side: 'row' | 'column'): Map<string, number> | null {
  const across = side === 'row' ? answer.column_dimension : answer.row_dimension;
  const isRate = answer.metric === 'failure_rate';
  const isOther = !isRate && !ADD_UP.includes(answer.metric);
  if (isOther || (across === 'category' && answer.metric !== 'failures')) return null;
  const lines = new Map<string, { sum: number; settled: number }>();
  for (const cell of answer.cells) {
    const key = String(cell[side] satisfies Key);
    const line = lines.get(key) ?? { sum: 0, settled: 0 };
    line.sum += isRate ? cell.failures : (cell.value ?? 0);
    line.settled += cell.settled;
    lines.set(key, line);
  }
  return new Map(
    [...lines].flatMap(([key, { sum, settled }]) => {
      if (!isRate) return [[key, sum] as const];
      return settled > 0 ? [[key, sum / settled] as const] : [];
    }),
  );
}
