import type { Dimension } from '../../contracts/index.ts';
import type { AnswerTable, Value } from '../encode/table.ts';
import { buildings } from '../queries/buildings.ts';
import { campuses } from '../queries/campuses.ts';
import type { Run } from '../version.ts';
import { withColumns } from './columns.ts';

/** The names that the log gave to its campuses, by id, and to its buildings, by `campus_id/building_id`. */
export type PlaceNames = Record<'campus_id' | 'building_id', ReadonlyMap<string, string>>;

/** Columns that hold values of a dimension: which one, by the key of the question that says so or by themselves. */
const PLACED = {
  campus_id: { by: 'campus_id', name: 'campus_name' },
  building_id: { by: 'building_id', name: 'building_name' },
  key: { by: 'by', name: 'name' },
  row: { by: 'rows', name: 'row_name' },
  column: { by: 'columns', name: 'column_name' },
} as const;

/** Reads the names of all places. */
export async function placeNames(run: Run): Promise<PlaceNames> {
  const [listed, found] = await Promise.all([campuses(run), buildings(run)]);
  return {
    campus_id: new Map(listed.map(({ campus_id, name }) => [campus_id, name])),
    building_id: new Map(
      found.map(({ campus_id, building_id, name }) => [`${campus_id}/${building_id}`, name]),
    ),
  };
}

/** A table with the name of each campus and building right of its id; nothing where an id has no name. */
export function withNames(
  table: AnswerTable,
  keys: { campus_id?: string[]; [key: string]: unknown },
  names: PlaceNames,
): AnswerTable {
  const only = keys.campus_id?.length === 1 ? keys.campus_id[0] : undefined;
  const nameOf = (dimension: Dimension, id: Value, campus: Value | undefined): Value => {
    if (id === null || (dimension !== 'campus_id' && dimension !== 'building_id')) return null;
    const whole = dimension === 'campus_id' || String(id).includes('/') ? id : `${campus ?? only}/${id}`;
    return names[dimension].get(String(whole)) ?? null;
  };
  const added = table.columns.flatMap(({ name: column }) => {
    const placed = Object.hasOwn(PLACED, column) ? PLACED[column as keyof typeof PLACED] : null;
    const dimension = placed && ((placed.by === column ? column : keys[placed.by]) as Dimension);
    if (!placed || (dimension !== 'campus_id' && dimension !== 'building_id')) return [];
    const valueOf = (row: AnswerTable['rows'][number]) =>
      nameOf(dimension, row[column] ?? null, row['campus_id']);
    return [{ name: placed.name, type: 'text' as const, valueOf, after: column }];
  });
  return withColumns(table, added);
}
