import type { AnswerTable, ColumnType, Value } from '../encode/table.ts';

/** A column that a file has beside those of its answer. */
export interface Column {
  name: string;
  type: ColumnType;
  valueOf: (row: Record<string, Value>) => Value;
}

/** A table with more columns, each right of the one that it belongs to, or at the end. */
export function withColumns(
  table: AnswerTable,
  added: readonly (Column & { after?: string })[],
): AnswerTable {
  const plain = ({ name, type }: Column) => ({ name, type });
  const behind = (column?: string) => added.filter(({ after }) => after === column).map(plain);
  return {
    ...table,
    columns: [...table.columns.flatMap((column) => [column, ...behind(column.name)]), ...behind()],
    rows: table.rows.map((row) => ({
      ...row,
      ...Object.fromEntries(added.map(({ name, valueOf }) => [name, valueOf(row)])),
    })),
  };
}
