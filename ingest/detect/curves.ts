import { DuckDBDateValue, DuckDBDataChunkWriter, listValue, type DuckDBValue } from '@duckdb/node-api';
import type { Database } from '../database.ts';
import type { Baseline } from './baseline.ts';
import { DAY_KINDS, HALF_HOURS, type World } from './world.ts';

/** Puts rows into a table as they are, in the order of its columns: for many rows, or rows that hold lists. */
export async function appendRows(
  { connection }: Database,
  table: string,
  rows: Iterable<readonly DuckDBValue[]>,
): Promise<void> {
  const appender = await connection.createAppender(table);
  const writer = DuckDBDataChunkWriter.forAppender(appender);
  for (const row of rows) writer.appendRow(row);
  writer.flush();
  appender.closeSync();
}

/** One category's values of a group by half hour of the day. */
function curve(values: Float64Array, group: number, c: number, C: number) {
  return listValue(
    Array.from({ length: HALF_HOURS }, (_, half) => values[(group * HALF_HOURS + half) * C + c]!),
  );
}

/**
 * Rows of `mart_baseline_place` for a week (days since 1970): of the places that it was learned from, and of what stands for the
 * rest. A place that came later has none, whichever load brought it.
 */
export function* placeRows(
  { campuses, places, categories, placeOf }: World,
  { placeRate, leaves }: Baseline,
  week: number,
): Generator<DuckDBValue[]> {
  const date = new DuckDBDateValue(week);
  const learned = new Set(Array.from(leaves, (leaf) => placeOf[leaf]));
  for (const [place, { campus, building_id }] of places.entries()) {
    if (building_id !== '' && !learned.has(place)) continue;
    for (const [kind, day_kind] of DAY_KINDS.entries())
      for (const [c, category] of categories.entries()) {
        const rates = curve(placeRate, place * DAY_KINDS.length + kind, c, categories.length);
        yield [date, category, campuses[campus] ?? '', building_id, day_kind, rates];
      }
  }
}

/** Rows of `mart_baseline_rail` for a week (days since 1970), as those of places. */
export function* railRows(
  { rails, categories, railOf }: World,
  { railFactor, leaves }: Baseline,
  week: number,
): Generator<DuckDBValue[]> {
  const date = new DuckDBDateValue(week);
  const learned = new Set(Array.from(leaves, (leaf) => railOf[leaf]));
  for (const [rail, { channel, bank, method }] of rails.entries()) {
    if (bank !== '' && !learned.has(rail)) continue;
    for (const [c, category] of categories.entries())
      yield [date, category, channel, bank, method, curve(railFactor, rail, c, categories.length)];
  }
}
