/** What a column holds, and so how its text becomes a value. */
export type ColumnType =
  'text' | 'name' | 'instant' | 'date' | 'integer' | 'money' | 'number' | 'timezone' | 'currency';

/** One column of a canonical table (contract §2). */
export interface Column {
  name: string;
  type: ColumnType;
  required?: boolean;
  maxLength?: number;
  values?: readonly string[];
  /** Taken where the row says nothing. */
  standard?: string;
}

/** A canonical table: what a log may hold, and what makes a row unique. */
export interface Table {
  name: string;
  raw: string;
  key: readonly string[];
  columns: readonly Column[];
}

export const TABLES = {
  attempts: {
    name: 'attempts',
    raw: 'raw_attempts',
    key: ['attempt_id'],
    columns: [
      { name: 'attempt_id', type: 'text', required: true, maxLength: 128 },
      { name: 'attempted_at', type: 'instant', required: true },
      {
        name: 'status',
        type: 'name',
        required: true,
        values: ['succeeded', 'failed', 'cancelled', 'pending'],
      },
      { name: 'campus_id', type: 'text', required: true },
      { name: 'building_id', type: 'text' },
      { name: 'channel', type: 'name', required: true },
      { name: 'order_id', type: 'text' },
      { name: 'payer_id', type: 'text' },
      { name: 'method', type: 'text' },
      { name: 'bank', type: 'text' },
      { name: 'error_code', type: 'text' },
      { name: 'error_message', type: 'text' },
      { name: 'amount', type: 'money' },
      { name: 'currency', type: 'currency', standard: 'CNY' },
      { name: 'latency_ms', type: 'integer' },
      { name: 'network_type', type: 'text' },
      { name: 'platform', type: 'text' },
      { name: 'feedback_at', type: 'instant' },
      { name: 'feedback_channel', type: 'text' },
      { name: 'updated_at', type: 'instant' },
    ],
  },
  campuses: {
    name: 'campuses',
    raw: 'raw_campuses',
    key: ['campus_id'],
    columns: [
      { name: 'campus_id', type: 'text', required: true },
      { name: 'name', type: 'text' },
      { name: 'timezone', type: 'timezone', standard: 'Asia/Shanghai' },
    ],
  },
  buildings: {
    name: 'buildings',
    raw: 'raw_buildings',
    key: ['campus_id', 'building_id'],
    columns: [
      { name: 'campus_id', type: 'text', required: true },
      { name: 'building_id', type: 'text', required: true },
      { name: 'name', type: 'text' },
      {
        name: 'kind',
        type: 'name',
        values: ['teaching', 'dormitory', 'canteen', 'library', 'gym', 'office', 'other'],
      },
      { name: 'latitude', type: 'number' },
      { name: 'longitude', type: 'number' },
    ],
  },
  calendar: {
    name: 'calendar',
    raw: 'raw_calendar',
    key: ['campus_id', 'date', 'kind'],
    columns: [
      { name: 'campus_id', type: 'text', required: true },
      { name: 'date', type: 'date', required: true },
      { name: 'kind', type: 'name', required: true, values: ['term', 'holiday', 'exam', 'allowance'] },
      { name: 'note', type: 'text' },
    ],
  },
  bills: {
    name: 'bills',
    raw: 'raw_bills',
    key: ['line_id'],
    columns: [
      { name: 'line_id', type: 'text', required: true, maxLength: 128 },
      { name: 'channel', type: 'name', required: true },
      { name: 'kind', type: 'name', required: true, values: ['payment', 'refund'] },
      { name: 'paid_at', type: 'instant', required: true },
      { name: 'amount', type: 'money', required: true },
      { name: 'refund_amount', type: 'money' },
      { name: 'currency', type: 'currency', standard: 'CNY' },
      { name: 'order_id', type: 'text' },
      { name: 'transaction_id', type: 'text' },
      { name: 'campus_id', type: 'text' },
      { name: 'payer_id', type: 'text' },
      { name: 'fee', type: 'money' },
      { name: 'updated_at', type: 'instant' },
    ],
  },
} as const satisfies Record<string, Table>;

export type TableName = keyof typeof TABLES;
