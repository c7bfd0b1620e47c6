import type { HeatmapAnswer, QuestionKeys } from '../../contracts/index.ts';
import { axisValues, compareKeys, toKey } from '../axes.ts';
import { askCells } from '../cells.ts';
import { dataWindow, windowOf } from '../filters.ts';
import { provenanceOf } from '../provenance.ts';
import type { Lease } from '../version.ts';

/** Attempts by two dimensions, with one metric. */
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
  const found = await askCells(lease, { keys, window, rows, columns, metric });
  const cells = found
    .map((cell) => ({ ...cell, row: toKey(rows, cell.row), column: toKey(columns, cell.column) }))
    .sort((a, b) => compareKeys(rows, a.row, b.row) || compareKeys(columns, a.column, b.column));
  const shown = dataWindow(window, lease.version);
  return {
    ...head,
    rows: axisValues(
      rows,
      cells.map((cell) => cell.row),
      shown,
    ),
    columns: axisValues(
      columns,
      cells.map((cell) => cell.column),
      shown,
    ),
    cells,
  };
}
