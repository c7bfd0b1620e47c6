import {
  Field,
  Float64,
  Int64,
  Schema,
  Struct,
  Table,
  RecordBatch,
  Utf8,
  makeData,
  tableToIPC,
  vectorFromArray,
} from 'apache-arrow';
import type { DataType } from 'apache-arrow';
import type { AnswerTable, ColumnType, Value } from './table.ts';

const TYPES: Record<ColumnType, () => DataType> = {
  text: () => new Utf8(),
  integer: () => new Int64(),
  number: () => new Float64(),
};

/** A table as an Arrow IPC stream; the schema's metadata says which data it was made from. */
export function toArrow({ columns, rows, metadata }: AnswerTable): Uint8Array {
  const vectors = columns.map(({ name, type }) =>
    vectorFromArray(
      rows.map((row) => toArrowValue(row[name] ?? null, type)),
      TYPES[type](),
    ),
  );
  const fields = columns.map(({ name, type }) => new Field(name, TYPES[type](), true));
  const schema = new Schema(fields, new Map(Object.entries(metadata)));
  const children = vectors.map((vector) => vector.data[0] ?? vector.memoize().data[0]!);
  const data = makeData({ type: new Struct(fields), length: rows.length, nullCount: 0, children });
  return tableToIPC(new Table(schema, [new RecordBatch(schema, data)]), 'stream');
}

function toArrowValue(value: Value, type: ColumnType) {
  if (value === null) return null;
  if (type === 'integer') return BigInt(value);
  return type === 'text' ? String(value) : value;
}
