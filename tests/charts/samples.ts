import type { HeatmapAnswer, HeatmapCell } from '../../src/lib/contracts/index.ts';

/** A firm cell of a hundred attempts with so many failures. */
export const cell = (row: string | number, column: string | number, failures: number): HeatmapCell => ({
  row,
  column,
  attempts: 100,
  settled: 100,
  failures,
  value: failures,
});

/** An answer about hour × day of month with these cells. */
export const heatmapOf = (cells: HeatmapCell[]): HeatmapAnswer => ({
  data_version: '1',
  sample: true,
  from: '2026-09-01',
  to: '2026-09-30',
  row_dimension: 'hour',
  column_dimension: 'day_of_month',
  metric: 'failures',
  rows: [...new Set(cells.map((one) => one.row))],
  columns: [...new Set(cells.map((one) => one.column))],
  cells,
});
