import { stringify } from 'csv-stringify/sync';
import type { AnswerTable, ColumnType, Value } from './table.ts';

/** What a spreadsheet would take for a formula. */
const FORMULA = /^[=+\-@\t\r]/;

/** A table as CSV (RFC 4180, UTF-8, header row); a text that looks like a formula gets a leading apostrophe. */
export function toCsv({ columns, rows }: AnswerTable): string {
  const lines = rows.map((row) => columns.map(({ name, type }) => cell(row[name] ?? null, type)));
  return stringify([columns.map(({ name }) => name), ...lines], { record_delimiter: '\r\n' });
}

function cell(value: Value, type: ColumnType): string {
  if (value === null) return '';
  return type === 'text' && FORMULA.test(String(value)) ? `'${value}` : String(value);
}
