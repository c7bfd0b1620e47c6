import type { Database } from '../database.ts';
import { isoDate } from './dates.ts';
import { insertRows } from './rows.ts';
import type { Scanner } from './scanner.ts';
import { DAY_KINDS, HALF_HOURS } from './world.ts';

/** The days whose factors a scan has set, to be stored afterwards. */
export interface LearnedDay {
  date: number;
  level: Float64Array;
  learnedDays: number;
}

/** Puts rows into a table that has a row for every half hour, where each given row has a list of them in `value`. */
async function insertHalves(database: Database, table: string, value: string, rows: object[]): Promise<void> {
  await database.connection.run(
    `CREATE OR REPLACE TEMP TABLE halves AS
     SELECT * EXCLUDE (half_hour) REPLACE ([${value}] AS ${value}) FROM ${table} LIMIT 0`,
  );
  await insertRows(database, 'halves', rows);
  await database.connection.run(
    `INSERT INTO ${table} BY NAME
     SELECT * REPLACE (unnest(${value}) AS ${value}), unnest(range(${HALF_HOURS})) AS half_hour FROM halves`,
  );
  await database.connection.run('DROP TABLE halves');
}

/** Stores what the baseline of a week holds as usual. */
export async function storeBaseline(
  database: Database,
  { world, baseline }: Scanner,
  week: number,
): Promise<void> {
  if (baseline === undefined) return;
  const { categories, campuses, places, rails } = world;
  const C = categories.length;
  const week_start = isoDate(week);
  const halves = (values: Float64Array, group: number, c: number) =>
    Array.from({ length: HALF_HOURS }, (_, half) => values[(group * HALF_HOURS + half) * C + c]);
  const placeRows = places.flatMap(({ campus, building_id }, place) =>
    DAY_KINDS.flatMap((day_kind, kind) =>
      categories.map((category, c) => ({
        week_start, category, campus_id: campuses[campus] ?? '', building_id, day_kind,
        rate: halves(baseline.placeRate, place * DAY_KINDS.length + kind, c),
      })),
    ),
  ); // prettier-ignore
  const railRows = rails.flatMap(({ channel, bank, method }, rail) =>
    categories.map((category, c) => ({
      week_start, category, channel, bank, method, factor: halves(baseline.railFactor, rail, c),
    })),
  ); // prettier-ignore
  const spreadRows = Object.entries(baseline.spread).flatMap(([level, values]) =>
    categories.map((category, c) => ({ week_start, category, level, spread: values[c] })),
  );
  await insertHalves(database, 'mart_baseline_place', 'rate', placeRows);
  await insertHalves(database, 'mart_baseline_rail', 'factor', railRows);
  await insertRows(database, 'mart_baseline_spread', spreadRows);
}

/** Stores the factors of the days that were scanned. */
export async function storeDays(database: Database, { world }: Scanner, days: LearnedDay[]): Promise<void> {
  const C = world.categories.length;
  const made = days.flatMap(({ date, level, learnedDays }) =>
    world.campuses.flatMap((campus_id, campus) =>
      world.categories.map((category, c) => ({
        local_date: isoDate(date), category, campus_id, day_kind: DAY_KINDS[world.dayKind(campus, date)],
        factor: level[campus * C + c], learned_days: learnedDays,
      })),
    ),
  ); // prettier-ignore
  if (made.length > 0) await insertRows(database, 'mart_baseline_day', made);
}
