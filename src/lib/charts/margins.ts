import type { HeatmapAnswer, Metric } from '../contracts/index.ts';
import { isThin } from './heat-scale.ts';

/** A whole row or column. */
export interface Margin {
  value: number;
  /** Too few settled attempts for the figure to say much. */
  thin: boolean;
}

/** Metrics whose cells add up. A rate is made anew from what it counts; for the others the answer brings the totals. */
const ADD_UP: readonly Metric[] = [
  'attempts',
  'failures',
  'failed_amount',
  'lost_orders',
  'lost_amount',
  'expected',
  'excess',
];

/**
 * What the cells of every row or column make together, by key: the totals that the answer brings, else sums, and of a
 * failure rate all failures over all settled attempts. Null where that says nothing: over categories attempts repeat.
 */
export function marginsOf(answer: HeatmapAnswer, side: 'row' | 'column'): Map<string, Margin> | null {
  const brought = answer[`${side}_totals`];
  if (brought)
    return new Map(
      brought.flatMap((total) =>
        total.value === null ? [] : [[String(total.key), { value: total.value, thin: isThin(total) }]],
      ),
    );
  const across = side === 'row' ? answer.column_dimension : answer.row_dimension;
  const isRate = answer.metric === 'failure_rate';
  const isOther = !isRate && !ADD_UP.includes(answer.metric);
  if (isOther || (across === 'category' && answer.metric !== 'failures')) return null;
  const lines = new Map<string, { sum: number; settled: number }>();
  for (const cell of answer.cells) {
    const line = lines.get(String(cell[side])) ?? { sum: 0, settled: 0 };
    line.sum += isRate ? cell.failures : (cell.value ?? 0);
    line.settled += cell.settled;
    lines.set(String(cell[side]), line);
  }
  return new Map(
    [...lines].flatMap(([key, line]) => {
      const value = isRate ? line.sum / line.settled : line.sum;
      return Number.isFinite(value) ? [[key, { value, thin: isThin(line) }]] : [];
    }),
  );
}
