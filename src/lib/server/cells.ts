import type { CommonKeys, Dimension, Metric } from '../contracts/index.ts';
import type { Window } from './dates.ts';
import { QuestionError } from './errors.ts';
import { filterParameters, filteredDimensions } from './filters.ts';
import { smallestExpectedMart, smallestMart } from './marts.ts';
import { cells } from './queries/cells.ts';
import type { CellRow } from './queries/cells.ts';
import { cellsExpected } from './queries/cells_expected.ts';
import { cellsExpectedFine } from './queries/cells_expected_fine.ts';
import { cellsLatency } from './queries/cells_latency.ts';
import type { Lease } from './version.ts';

/** More cells than this are no picture and no list: the question is refused. */
const MOST_CELLS = 250_000;

/** What cells are counted by: a dimension, the start of a longer bucket, or nothing. */
export type Axis = Dimension | 'hour_start' | 'week_start' | 'month_start' | 'nothing';

/** Which cells are asked for. */
export interface CellsQuestion {
  keys: CommonKeys;
  window: Window;
  rows: Axis;
  columns: Axis;
  metric: Metric;
}

/** Counts attempts by two axes, from the smallest mart that tells them and the filters apart. */
export async function askCells(
  lease: Lease,
  { keys, window, rows, columns, metric }: CellsQuestion,
): Promise<CellRow[]> {
  const needed = [rows, columns, ...filteredDimensions(keys)];
  const { query, mart } = sourceOf(metric, needed, lease.version.martSizes);
  const parameters = {
    ...filterParameters(keys),
    ...window,
    mart,
    rows,
    columns,
    metric,
    limit: MOST_CELLS + 1,
  };
  const found = await query(lease.run, parameters);
  if (found.length <= MOST_CELLS) return found;
  throw new QuestionError(
    400,
    'too_many_cells',
    `the answer has more than ${MOST_CELLS} cells: ask for fewer dates or coarser dimensions`,
  );
}

/** What is expected is stored by place and by rail, and else worked out from the finest mart; latency is only in that. */
function sourceOf(metric: Metric, needed: readonly string[], sizes: ReadonlyMap<string, number>) {
  if (metric === 'latency_p95') return { query: cellsLatency, mart: null };
  if (metric !== 'expected' && metric !== 'excess') return { query: cells, mart: smallestMart(needed, sizes) };
  const mart = smallestExpectedMart(needed, sizes);
  return { query: mart ? cellsExpected : cellsExpectedFine, mart };
}
