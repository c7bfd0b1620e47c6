import { stringify } from 'csv-stringify/sync';
import type { AnswerTable, ColumnType, Value } from './table.ts';

/** What a spreadsheet would take for a formula. */
const FORMULA = /^[=+\-@\t\r]/;

/** A table as CSV (RFC 4180, UTF-8, header row); a text that looks like a formula gets a leading apostrophe. */
export function toCsv(table: AnswerTable): string {
  return csvLines(table, true);
}

/** The lines of a table as {@link toCsv} writes them, with its header or without. */
export function csvLines({ columns, rows }: AnswerTable, withHeader: boolean): string {
  const lines = rows.map((row) => columns.map(({ name, type }) => cell(row[name] ?? null, type)));
  const header = withHeader ? [columns.map(({ name }) => name)] : [];
  return stringify([...header, ...lines], { record_delimiter: '\r\n' });
}

function cell(value: Value, type: ColumnType): string {
  if (value === null) return '';
  return type === 'text' && FORMULA.test(String(value)) ? `'${value}` : String(value);
}
