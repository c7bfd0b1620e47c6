import type { Dimension, HeatmapAnswer, Metric } from '../../contracts/index.ts';
import { holdsCell, type Block, type Question } from './question.ts';

/** Metrics whose cells are made of more than failures. */
const OF_ALL_ATTEMPTS: readonly Metric[] = ['attempts', 'latency_p95'];

/** The keys of `attempts` that values of a dimension stand for; dates are a window. */
function keysOf(dimension: Dimension, values: readonly string[]): [string, string][] {
  if (dimension !== 'date') return values.map((value) => [dimension, value]);
  const dates = values.toSorted();
  const [first, last] = [dates[0], dates.at(-1)];
  if (first === undefined || last === undefined) return [];
  return [
    ['from', first],
    ['to', last],
  ];
}

/** The parameters of `attempts` behind a block: the page's filters, narrowed by its rows and columns. */
export function blockQuery(
  filters: URLSearchParams,
  question: Pick<Question, 'rows' | 'columns' | 'metric'>,
  block: Block,
): URLSearchParams {
  const query = new URLSearchParams(filters);
  const narrowed = [...keysOf(question.rows, block.rows), ...keysOf(question.columns, block.columns)];
  for (const [key] of narrowed) query.delete(key);
  for (const [key, value] of narrowed) query.append(key, value);
  if (!OF_ALL_ATTEMPTS.includes(question.metric)) query.set('status', 'failed');
  return query;
}

/** What the cells of a block count together. Over categories the settled attempts repeat, so they count once. */
export function countsOf(answer: HeatmapAnswer, block: Block): { failures: number; settled: number } | null {
  const settled = new Map<string, number>();
  let failures = 0;
  for (const cell of answer.cells) {
    if (!holdsCell(block, cell.row, cell.column)) continue;
    failures += cell.failures;
    const place = JSON.stringify([
      answer.row_dimension === 'category' ? null : cell.row,
      answer.column_dimension === 'category' ? null : cell.column,
    ]);
    settled.set(place, Math.max(settled.get(place) ?? 0, cell.settled));
  }
  if (settled.size === 0) return null;
  return { failures, settled: [...settled.values()].reduce((sum, it) => sum + it, 0) };
}
