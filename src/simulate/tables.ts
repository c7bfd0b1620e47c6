import { calendarDay, dateOf, isAllowanceDay } from './calendar.ts';
import { csv } from './write.ts';
import type { Days } from './schedule.ts';
import type { Campus } from './campuses.ts';

/** Days that calendar.csv reaches beyond the attempts on both sides, so that what comes next can be announced. */
const MARGIN = 62;

/** campuses.csv. */
export const campusesCsv = (campuses: readonly Campus[]): string =>
  csv(
    ['campus_id', 'name', 'timezone'],
    campuses.map(({ campus_id, name, timezone }) => [campus_id, name, timezone]),
  );

/** buildings.csv. A building is known by campus and building together. */
export const buildingsCsv = (campuses: readonly Campus[]): string =>
  csv(
    ['campus_id', 'building_id', 'name', 'kind', 'latitude', 'longitude'],
    campuses.flatMap(({ campus_id, buildings }) =>
      buildings.map((b) => [campus_id, b.building_id, b.name, b.kind, b.latitude, b.longitude]),
    ),
  );

/** calendar.csv: for every campus and day its kind, and one more row on the day the allowance comes. */
export function calendarCsv(campuses: readonly Campus[], { first, last }: Days): string {
  const days = Array.from({ length: last - first + 1 + 2 * MARGIN }, (_, n) =>
    calendarDay(first - MARGIN + n),
  );
  const rows = campuses.flatMap(({ campus_id }) =>
    days.flatMap(({ day, kind, note }) => {
      const row = [campus_id, dateOf(day), kind, note];
      return isAllowanceDay(day) ? [row, [campus_id, dateOf(day), 'allowance', '生活费到账日']] : [row];
    }),
  );
  return csv(['campus_id', 'date', 'kind', 'note'], rows);
}
