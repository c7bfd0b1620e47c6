import type { Dimension, HeatmapAnswer, IncidentRow } from '../contracts/index.ts';
import type { Key } from './axis-keys.ts';
import { daysToMonthEnd } from './month-ends.ts';

const HOUR = 3_600_000;
/** An incident is looked at hour by hour for at most so long. */
const MOST_HOURS = 31 * 24;

/** What a time dimension is at a local hour; null for dimensions that are not of time. */
function timeKey(dimension: Dimension, local: string): string | null {
  const date = local.slice(0, 10);
  switch (dimension) {
    case 'hour':
      return String(Number(local.slice(11, 13)));
    case 'date':
      return date;
    case 'day_of_month':
      return String(Number(date.slice(8)));
    case 'days_to_month_end':
      return String(daysToMonthEnd(date));
    case 'weekday':
      return String(new Date(`${date}T00:00Z`).getUTCDay() || 7);
    default:
      return null;
  }
}

/** Whether an incident is of this value of a dimension that is not of time; what its scope leaves open is any. */
export function isOf(incident: IncidentRow, dimension: Dimension, key: Key): boolean {
  const { scope, category } = incident;
  if (dimension === 'category') return category === key;
  const set = (scope as Record<string, string | undefined>)[dimension];
  if (set === undefined)
    return dimension !== 'building_id' || !scope.campus_id || ofCampus(String(key), scope.campus_id);
  if (dimension !== 'building_id') return set === key;
  return key === set || key === `${scope.campus_id}/${set}`;
}

const ofCampus = (key: string, campus: string) => !key.includes('/') || key.startsWith(`${campus}/`);

/** When an incident began and ended, or was last seen, on the clock of its campus: milliseconds as if that were UTC. */
export function wallTimes({ started_at, ended_at, last_seen_at }: IncidentRow): {
  start: number;
  end: number;
} {
  const wall = (instant: string) => Date.parse(`${instant.slice(0, 16)}:00Z`);
  return { start: wall(started_at), end: wall(ended_at ?? last_seen_at) };
}

/** The local hours that an incident touches; while it is open, up to where it was last seen. */
export function hoursOf(incident: IncidentRow): string[] {
  const { start, end } = wallTimes(incident);
  const hours: string[] = [];
  for (let time = start - (start % HOUR); time < end && hours.length < MOST_HOURS; time += HOUR)
    hours.push(new Date(time).toISOString().slice(0, 16));
  return hours;
}

/** Incidents by the cells (`row⏎column`), rows and columns that they mark. */
export interface IncidentMarks {
  cells: Map<string, IncidentRow[]>;
  rows: Map<string, IncidentRow[]>;
  columns: Map<string, IncidentRow[]>;
}

/** An incident that touches more than this part of an axis of time is not one of its places. */
const NARROW = 1 / 3;

/** Whether the values that an incident has on an axis single it out there: a named place, or few of the times. */
function isNarrow({ scope }: IncidentRow, dimension: Dimension, met: number, all: number): boolean {
  if (timeKey(dimension, '2000-01-01T00:00') !== null) return met <= Math.max(1, all * NARROW);
  if (dimension === 'category') return true;
  return (scope as Record<string, string | undefined>)[dimension] !== undefined;
}

/**
 * What each incident marks: cells where it is as narrow as both axes, the heads of rows or columns where it is as narrow
 * as one of them. What lies everywhere marks nothing.
 */
export function incidentMarks(answer: HeatmapAnswer, incidents: readonly IncidentRow[]): IncidentMarks {
  const { row_dimension, column_dimension, rows, columns } = answer;
  const marks: IncidentMarks = { cells: new Map(), rows: new Map(), columns: new Map() };
  const mark = (map: Map<string, IncidentRow[]>, key: string, incident: IncidentRow) =>
    map.set(key, [...(map.get(key) ?? []), incident]);
  const keysOf = (incident: IncidentRow, dimension: Dimension, all: readonly Key[], local: string) => {
    const time = timeKey(dimension, local);
    return time === null
      ? all.filter((key) => isOf(incident, dimension, key)).map(String)
      : all.map(String).filter((key) => key === time);
  };
  for (const incident of incidents) {
    const places = hoursOf(incident).map((local) => ({
      rows: keysOf(incident, row_dimension, rows, local),
      columns: keysOf(incident, column_dimension, columns, local),
    }));
    const met = {
      rows: new Set(places.flatMap((place) => place.rows)),
      columns: new Set(places.flatMap((place) => place.columns)),
    };
    const inRows = isNarrow(incident, row_dimension, met.rows.size, rows.length);
    const inColumns = isNarrow(incident, column_dimension, met.columns.size, columns.length);
    if (inRows && inColumns) {
      const cells = places.flatMap((place) =>
        place.rows.flatMap((row) => place.columns.map((column) => `${row}\n${column}`)),
      );
      for (const cell of new Set(cells)) mark(marks.cells, cell, incident);
    } else if (inRows) for (const row of met.rows) mark(marks.rows, row, incident);
    else if (inColumns) for (const column of met.columns) mark(marks.columns, column, incident);
  }
  return marks;
}

/** The incidents that a cell meets, its own first, then those of its row and column. */
export const marksAt = ({ cells, rows, columns }: IncidentMarks, row: Key, column: Key): IncidentRow[] => [
  ...(cells.get(`${row}\n${column}`) ?? []),
  ...(rows.get(String(row)) ?? []),
  ...(columns.get(String(column)) ?? []),
];
