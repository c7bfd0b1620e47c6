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

/** The local hours that an incident touches; while it is open, up to where it was last seen. */
export function hoursOf({ started_at, ended_at, last_seen_at }: IncidentRow): string[] {
  const wall = (instant: string) => Date.parse(`${instant.slice(0, 16)}:00Z`);
  const end = wall(ended_at ?? last_seen_at);
  const hours: string[] = [];
  for (
    let time = wall(started_at) - (wall(started_at) % HOUR);
    time < end && hours.length < MOST_HOURS;
    time += HOUR
  )
    hours.push(new Date(time).toISOString().slice(0, 16));
  return hours;
}

/** An incident that meets more than this part of all cells says nothing about any of them. */
const EVERYWHERE = 0.5;

/**
 * The incidents that meet each cell, in place, time and category; by `row⏎column`. What lies nearly everywhere
 * is left out.
 */
export function cellMarks(
  answer: HeatmapAnswer,
  incidents: readonly IncidentRow[],
): Map<string, IncidentRow[]> {
  const { row_dimension, column_dimension, rows, columns } = answer;
  const marks = new Map<string, IncidentRow[]>();
  for (const incident of incidents) {
    const met = new Set<string>();
    for (const hour of hoursOf(incident)) {
      const [row, column] = [timeKey(row_dimension, hour), timeKey(column_dimension, hour)];
      met.add(`${row ?? ''}|${column ?? ''}`);
    }
    const keys = (dimension: Dimension, all: readonly Key[], time: string) =>
      time !== '' ? [time] : all.filter((key) => isOf(incident, dimension, key));
    const cells = new Set(
      [...met].flatMap((pair) => {
        const [row = '', column = ''] = pair.split('|');
        const across = keys(column_dimension, columns, column);
        return keys(row_dimension, rows, row).flatMap((one) => across.map((other) => `${one}\n${other}`));
      }),
    );
    if (cells.size > EVERYWHERE * rows.length * columns.length) continue;
    for (const cell of cells) marks.set(cell, [...(marks.get(cell) ?? []), incident]);
  }
  return marks;
}
