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

/** Rows of `mart_baseline_place` for a week (days since 1970). */
export function* placeRows(
  { campuses, places, categories }: World,
  { placeRate }: Baseline,
  week: number,
): Generator<DuckDBValue[]> {
  const date = new DuckDBDateValue(week);
  for (const [place, { campus, building_id }] of places.entries())
    for (const [kind, day_kind] of DAY_KINDS.entries())
      for (const [c, category] of categories.entries()) {
        const rates = curve(placeRate, place * DAY_KINDS.length + kind, c, categories.length);
        yield [date, category, campuses[campus] ?? '', building_id, day_kind, rates];
      }
}

/** Rows of `mart_baseline_rail` for a week (days since 1970). */
export function* railRows(
  { rails, categories }: World,
  { railFactor }: Baseline,
  week: number,
): Generator<DuckDBValue[]> {
  const date = new DuckDBDateValue(week);
  for (const [rail, { channel, bank, method }] of rails.entries())
    for (const [c, category] of categories.entries())
      yield [date, category, channel, bank, method, curve(railFactor, rail, c, categories.length)];
}
