import type { Baseline, Dimension, Metric } from '../../contracts/index.ts';
import type { Key } from '../../charts/axis-keys.ts';
import type { Question } from './question.ts';

/** Metrics whose cells are made of more than failures. */
const OF_ALL_ATTEMPTS: readonly Metric[] = ['attempts', 'latency_p95'];

/** The keys of `attempts` that a value of a dimension stands for. */
function keysOf(dimension: Dimension, key: Key): [string, string][] {
  const value = String(key);
  if (dimension !== 'date') return [[dimension, value]];
  return [
    ['from', value],
    ['to', value],
  ];
}

/** The keys of `explain` for a cell. */
export function explainKeys(
  filters: URLSearchParams,
  question: Question,
  cell: { row: Key; column: Key },
  baseline: Baseline,
): [string, string][] {
  const query = cellQuery(filters, question, cell);
  query.delete('status');
  query.set('baseline', baseline);
  return [...query];
}

/** The parameters of `attempts` behind a cell: the page's filters, narrowed by the cell's row and column. */
export function cellQuery(
  filters: URLSearchParams,
  question: Question,
  cell: { row: Key; column: Key },
): URLSearchParams {
  const query = new URLSearchParams(filters);
  const narrowed = [...keysOf(question.rows, cell.row), ...keysOf(question.columns, cell.column)];
  for (const [key] of narrowed) query.delete(key);
  for (const [key, value] of narrowed) query.append(key, value);
  if (!OF_ALL_ATTEMPTS.includes(question.metric)) query.set('status', 'failed');
  return query;
}
