import type { HeatmapAnswer, Metric, QuestionKeys } from '../../contracts/index.ts';
import { axisValues, compareKeys, toKey, type Key } from '../axes.ts';
import { askCells, type Axis } from '../cells.ts';
import { comparedWindow } from '../compared.ts';
import { datesOf, type Window } from '../dates.ts';
import { dataWindow, windowOf } from '../filters.ts';
import { provenanceOf } from '../provenance.ts';
import type { CellRow } from '../queries/cells.ts';
import type { Lease } from '../version.ts';

/** Metrics of which the total of a line cannot be made from its cells. */
const NO_SUM: readonly Metric[] = ['share', 'latency_p95'];

/** Attempts by two dimensions, with one metric; beside them the same of the compared window. */
export async function heatmap(lease: Lease, keys: QuestionKeys<'heatmap'>): Promise<HeatmapAnswer> {
  const { rows, columns, metric } = keys;
  const window = windowOf(keys, lease.version);
  const head = {
    ...provenanceOf(lease.version, window),
    row_dimension: rows,
    column_dimension: columns,
    metric,
  };
  if (!window) return { ...head, rows: [], columns: [], cells: [] };
  const before = comparedWindow(window, keys.compare, lease.version);
  const isCompared = keys.compare !== 'none';
  const askBoth = async (one: Axis, other: Axis) => {
    const found = await askCells(lease, { keys, window, rows: one, columns: other, metric });
    if (!isCompared) return found;
    const earlier = before
      ? await askCells(lease, { keys, window: before, rows: one, columns: other, metric })
      : [];
    return beside(found, earlier, window, before, [one, other]);
  };
  const totalsOf = async (side: Axis) =>
    (await askBoth(side, 'nothing'))
      .map(({ row, column: _, ...counts }) => ({ key: toKey(side, row), ...counts }))
      .sort((a, b) => compareKeys(side, a.key, b.key));
  const needsTotals = isCompared || NO_SUM.includes(metric);
  const [found, row_totals, column_totals] = await Promise.all([
    askBoth(rows, columns),
    needsTotals ? totalsOf(rows) : undefined,
    needsTotals ? totalsOf(columns) : undefined,
  ]);
  const cells = found
    .map((cell) => ({ ...cell, row: toKey(rows, cell.row), column: toKey(columns, cell.column) }))
    .sort((a, b) => compareKeys(rows, a.row, b.row) || compareKeys(columns, a.column, b.column));
  const shown = dataWindow(window, lease.version);
  const axis = (dimension: Axis, values: Key[]) => axisValues(dimension, values, shown);
  return {
    ...head,
    rows: axis(
      rows,
      cells.map(({ row }) => row),
    ),
    columns: axis(
      columns,
      cells.map(({ column }) => column),
    ),
    cells,
    ...(isCompared && { compared_from: before?.from ?? null, compared_to: before?.to ?? null }),
    ...(row_totals && { row_totals, column_totals }),
  };
}

/** Cells, each beside the same cell of the earlier window; dates are matched by their place in their window. */
function beside(
  found: CellRow[],
  earlier: CellRow[],
  window: Window,
  before: Window | null,
  [rows, columns]: [Axis, Axis],
) {
  const dates = datesOf(window);
  const moved = new Map(before ? datesOf(before).map((date, index) => [date, dates[index]]) : []);
  const keyOf = (axis: Axis, text: string | null) => (axis === 'date' ? moved.get(text ?? '') : text);
  const placeOf = (row: string | null | undefined, column: string | null | undefined) => `${row}\n${column}`;
  const byPlace = new Map(
    earlier.map((cell) => [placeOf(keyOf(rows, cell.row), keyOf(columns, cell.column)), cell]),
  );
  return found.map((cell) => {
    const then = byPlace.get(placeOf(cell.row, cell.column));
    return {
      ...cell,
      compared: then?.value ?? null,
      compared_settled: then?.settled ?? null,
      compared_failures: then?.failures ?? null,
    };
  });
}
