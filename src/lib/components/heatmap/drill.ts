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

/** What cells count together. */
export type Counts = Pick<HeatmapAnswer['cells'][number], 'attempts' | 'settled' | 'failures'>;

/** The block of all cells. */
export const WHOLE: Block = { rows: [], columns: [] };

/** What the cells of a block count together. Over categories the attempts repeat, so they count once. */
export function countsOf(answer: HeatmapAnswer, block: Block): Counts | null {
  const places = new Map<string, { attempts: number; settled: number }>();
  let failures = 0;
  for (const cell of answer.cells) {
    if (!holdsCell(block, cell.row, cell.column)) continue;
    failures += cell.failures;
    const place = JSON.stringify([
      answer.row_dimension === 'category' ? null : cell.row,
      answer.column_dimension === 'category' ? null : cell.column,
    ]);
    const { attempts = 0, settled = 0 } = places.get(place) ?? {};
    places.set(place, {
      attempts: Math.max(attempts, cell.attempts),
      settled: Math.max(settled, cell.settled),
    });
  }
  if (places.size === 0) return null;
  const sum = (of: 'attempts' | 'settled') => [...places.values()].reduce((all, it) => all + it[of], 0);
  return { attempts: sum('attempts'), settled: sum('settled'), failures };
}

/** How many attempts `attempts` lists where its parameters count so much: a category or a status leaves the failures alone. */
export const listed = ({ attempts, failures }: Counts, query: URLSearchParams): number =>
  query.has('category') || query.get('status') === 'failed' ? failures : attempts;
