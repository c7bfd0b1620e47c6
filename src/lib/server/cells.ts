import { CATEGORIES, type CommonKeys, type Dimension, type Metric } from '../contracts/index.ts';
import { chosenCells, partedCells, type PartedCell } from './counted.ts';
import type { Window } from './dates.ts';
import { QuestionError } from './errors.ts';
import { filterParameters, filteredDimensions } from './filters.ts';
import { Flights } from './flights.ts';
import { smallestExpectedMart, smallestMart } from './marts.ts';
import type { Parameters } from './parameters.ts';
import { cells, isCounted } from './queries/cells.ts';
import type { CellRow, CountedMetric, EstimatedMetric } from './queries/cells.ts';
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

/**
 * Parts of cells that are kept, in all: a reader who goes from one metric or category to the next asks for the same
 * counts.
 */
const MOST_KEPT = 400_000;

const counted = new Flights<PartedCell[]>(MOST_KEPT, (found) =>
  found.reduce((sum, { parts }) => sum + parts.length, 1),
);

/** Two of these make so many cells that each category of them by itself would take longer than to ask again. */
const LONG: readonly Axis[] = ['building_id', 'date'];
/** And so does one of these. */
const LONGEST: Axis = 'hour_start';

const SIDES = ['row', 'column'] as const;

/** Counts attempts by two axes, from the smallest mart that tells them and the filters apart. */
export async function askCells(
  lease: Lease,
  { keys, window, rows, columns, metric }: CellsQuestion,
): Promise<CellRow[]> {
  const needed = [rows, columns, ...filteredDimensions(keys)];
  const parameters = { ...filterParameters(keys), ...window, rows, columns, limit: MOST_CELLS + 1 };
  const found = await (isCounted(metric)
    ? countedCells(lease, needed, parameters, metric)
    : estimatedCells(lease, needed, parameters, metric));
  if (found.length <= MOST_CELLS) return found;
  throw new QuestionError(
    400,
    'too_many_cells',
    `the answer has more than ${MOST_CELLS} cells: ask for fewer dates or coarser dimensions`,
  );
}

async function countedCells(
  lease: Lease,
  needed: readonly string[],
  filters: Parameters & Pick<CellsQuestion, 'rows' | 'columns'>,
  metric: CountedMetric,
): Promise<CellRow[]> {
  const { version, signal } = lease;
  const category = filters.category as readonly string[] | null;
  const sides = SIDES.filter((side) => filters[`${side}s`] === 'category');
  const axes = SIDES.map((side) => filters[`${side}s`]);
  const apart = !axes.includes(LONGEST) && !axes.every((axis) => LONG.includes(axis));
  const parameters = {
    ...filters,
    mart: smallestMart(needed, version.martSizes),
    apart,
    category: apart ? null : category,
    limit: (MOST_CELLS + 1) * (apart ? CATEGORIES.length + 1 : 2),
  };
  const found = await counted.get(JSON.stringify([version.id, parameters]), signal, (stop) =>
    version.with(stop, async (own) => partedCells(await cells(own.run, parameters))),
  );
  return chosenCells(found, { metric, category: apart ? category : ['chosen'], sides });
}

/** What is expected is stored by place and by rail, and else worked out from the finest mart; latency is only in that. */
function estimatedCells(
  lease: Lease,
  needed: readonly string[],
  filters: Parameters,
  metric: EstimatedMetric,
): Promise<CellRow[]> {
  if (metric === 'latency_p95') return cellsLatency(lease.run, filters);
  const mart = smallestExpectedMart(needed, lease.version.martSizes);
  return (mart ? cellsExpected : cellsExpectedFine)(lease.run, { ...filters, metric, mart });
}
