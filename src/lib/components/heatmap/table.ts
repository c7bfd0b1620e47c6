import { cellFinder, type Key } from '../../charts/axis-keys.ts';
import { isThin } from '../../charts/heat-scale.ts';
import { keyLabel } from '../../charts/key-labels.ts';
import { marginsOf, type Margin } from '../../charts/margins.ts';
import type { HeatmapCell } from '../../contracts/index.ts';
import { m } from '../../paraglide/messages.js';
import type { HeatmapView } from './view.ts';
import { dimensionWord, keyPhrase, keyWords } from './words.ts';

/** Sorts by the totals of the rows. */
export const BY_TOTAL = '*';

/** The cells of a heatmap as a table: rows in order, with their totals. */
export interface CellTable {
  columns: { key: Key; label: string; name: string; total: Margin | undefined }[];
  rows: { key: Key; name: string; cells: (HeatmapCell | null)[]; total: Margin | undefined }[];
  hasTotals: { row: boolean; column: boolean };
}

/** The drawn cells as a table, sorted by a column or by the totals; rows without a value come last. */
export function tableOf(view: HeatmapView, sort: { by: string; ascending: boolean } | null): CellTable {
  const { answer, language, places } = view;
  const find = cellFinder(answer.cells);
  const margins = { row: marginsOf(answer, 'row'), column: marginsOf(answer, 'column') };
  const words = keyWords(view);
  const columns = view.columns.map((key) => ({
    key,
    label: keyLabel(answer.column_dimension, key, words),
    name: keyPhrase(answer.column_dimension, key, places, language),
    total: margins.column?.get(String(key)),
  }));
  const rows = view.rows.map((key) => ({
    key,
    name: keyPhrase(answer.row_dimension, key, places, language),
    cells: columns.map((column) => find(key, column.key)),
    total: margins.row?.get(String(key)),
  }));
  const at = columns.findIndex(({ key }) => String(key) === sort?.by);
  const valueOf = (row: CellTable['rows'][number]) =>
    sort?.by === BY_TOTAL ? row.total?.value : row.cells[at]?.value;
  return {
    columns,
    rows: sort === null ? rows : sortedBy(rows, valueOf, sort.ascending ? 1 : -1),
    hasTotals: { row: margins.row !== null, column: margins.column !== null },
  };
}

function sortedBy<Row>(rows: Row[], valueOf: (row: Row) => number | null | undefined, sign: 1 | -1): Row[] {
  return rows.toSorted((a, b) => {
    const [x, y] = [valueOf(a) ?? null, valueOf(b) ?? null];
    if (x === null || y === null) return Number(x === null) - Number(y === null);
    return sign * (x - y);
  });
}

/** A text that no spreadsheet takes for a formula. */
const harmless = (text: string) =>
  (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll(/[\t\r\n]+/g, ' ');

/** The table as tab-separated text: names as they stand on the screen, numbers in full, nothing where there is none. */
export function tsvOf({ columns, rows, hasTotals }: CellTable, { answer, language }: HeatmapView): string {
  const total = m.heat_total({}, { locale: language });
  const number = (value: number | null | undefined) => (value == null ? '' : String(value));
  const head = [dimensionWord(answer.row_dimension, language), ...columns.map(({ name }) => name)];
  const lines = rows.map(({ name, cells, total: own }) => [
    harmless(name),
    ...cells.map((cell) => number(cell?.value)),
    ...(hasTotals.row ? [number(own?.value)] : []),
  ]);
  const foot = [total, ...columns.map((column) => number(column.total?.value))];
  return [
    [...head.map(harmless), ...(hasTotals.row ? [total] : [])],
    ...lines,
    ...(hasTotals.column ? [foot] : []),
  ]
    .map((line) => line.join('\t'))
    .join('\n');
}

/** Whether a total or a cell says little. */
export const saysLittle = (of: HeatmapCell | Margin | null | undefined) =>
  of != null && ('thin' in of ? of.thin : isThin(of));
