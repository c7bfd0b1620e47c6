import { BOOLEAN, DOUBLE, INTEGER, LIST, VARCHAR, listValue } from '@duckdb/node-api';
import type { DuckDBType, DuckDBValue } from '@duckdb/node-api';

/** The type of every parameter that a query may name: a null must be bound with its type too. */
export const PARAMETER_TYPES = {
  mart: VARCHAR,
  rows: VARCHAR,
  columns: VARCHAR,
  metric: VARCHAR,
  whole_building: BOOLEAN,
  apart: BOOLEAN,
  from: VARCHAR,
  to: VARCHAR,
  campus_id: LIST(VARCHAR),
  building_id: LIST(VARCHAR),
  channel: LIST(VARCHAR),
  bank: LIST(VARCHAR),
  category: LIST(VARCHAR),
  method: LIST(VARCHAR),
  network_type: LIST(VARCHAR),
  platform: LIST(VARCHAR),
  hour: LIST(INTEGER),
  weekday: LIST(INTEGER),
  day_of_month: LIST(INTEGER),
  days_to_month_end: LIST(INTEGER),
  status: LIST(VARCHAR),
  order_id: VARCHAR,
  incident_id: LIST(VARCHAR),
  verdict: LIST(VARCHAR),
  level: VARCHAR,
  rail: VARCHAR,
  from_time: VARCHAR,
  to_time: VARCHAR,
  bin_minutes: INTEGER,
  first_utc_date: VARCHAR,
  last_utc_date: VARCHAR,
  dimensions: LIST(VARCHAR),
  is_local: BOOLEAN,
  before_time: VARCHAR,
  before_us: DOUBLE,
  before_id: VARCHAR,
  limit: INTEGER,
  kind: LIST(VARCHAR),
} satisfies Record<string, DuckDBType>;

export type ParameterName = keyof typeof PARAMETER_TYPES;
export type ParameterValue = string | number | boolean | readonly string[] | readonly number[] | null;
export type Parameters = Partial<Record<ParameterName, ParameterValue>>;

/** The names of the parameters in a query's text. */
export function parameterNames(sql: string): ParameterName[] {
  const names = new Set(Array.from(sql.matchAll(/\$([a-z_]+)/g), (match) => match[1] ?? ''));
  return [...names].map((name) => {
    if (!(name in PARAMETER_TYPES)) throw new Error(`unknown query parameter $${name}`);
    return name as ParameterName;
  });
}

/** A parameter's value as the driver takes it. */
export function toDuckDB(value: ParameterValue): DuckDBValue {
  if (value === null || typeof value !== 'object') return value;
  return listValue([...value]);
}
