import { listValue, type DuckDBValue } from '@duckdb/node-api';
import { row, rows, type Database } from '../database.ts';
import { appendRows } from './curves.ts';
import { HOURS, PARTS, sumWeek, type Sizes } from './usual.ts';

/** Numbers for what `dim_slice` lists: each slice's place and rail, and the campuses. */
const NUMBERS = `
  CREATE OR REPLACE TEMP TABLE place_numbers AS
    SELECT slice_key, campus_id, building_id,
      CAST(dense_rank() OVER (ORDER BY campus_id) - 1 AS INTEGER) AS campus,
      CAST(row_number() OVER (ORDER BY campus_id, building_id) - 1 AS INTEGER) AS number
    FROM dim_slice WHERE building_id IS NOT NULL AND channel IS NULL;
  CREATE OR REPLACE TEMP TABLE rail_numbers AS
    SELECT slice_key, channel, bank, method,
      CAST(row_number() OVER (ORDER BY campus_id, channel, bank, method) - 1 AS INTEGER) AS number
    FROM dim_slice WHERE building_id IS NULL AND channel IS NOT NULL;
  CREATE OR REPLACE TEMP TABLE slice_numbers AS
    SELECT dim_slice.slice_key, place_numbers.campus, place_numbers.number AS place, rail_numbers.number AS rail
    FROM dim_slice
    JOIN place_numbers ON place_numbers.slice_key = dim_slice.place_key
    JOIN rail_numbers ON rail_numbers.slice_key = dim_slice.rail_key;
  CREATE OR REPLACE TEMP TABLE category_numbers AS
    SELECT category, CAST(row_number() OVER (ORDER BY position) - 1 AS INTEGER) AS number FROM ref_categories;
  CREATE OR REPLACE TEMP TABLE kind_numbers AS
    SELECT day_kind, CAST(row_number() OVER (ORDER BY day_kind) - 1 AS INTEGER) AS number
    FROM (SELECT DISTINCT day_kind FROM mart_baseline_day);
  CREATE OR REPLACE TEMP TABLE usual_hours (day INTEGER, hour INTEGER, is_rail BOOLEAN, number INTEGER, usual DOUBLE[])`;

function* rowsOf({ place, rail }: Awaited<ReturnType<typeof sumWeek>>, C: number): Generator<DuckDBValue[]> {
  for (const side of [place, rail])
    for (const [at, isSettled] of side.isSettled.entries()) {
      if (isSettled === 0) continue;
      const hour = Math.floor(at / side.groups);
      const usual = Array.from(side.sums.subarray(at * C, at * C + C), (it) => it / PARTS);
      const number = at % side.groups;
      yield [Math.floor(hour / HOURS), hour % HOURS, side === rail, number, listValue(usual)];
    }
}

/**
 * Computes `mart_expected` again from what is learned (`mart_baseline_…`), from a local date on: the usual failures of each
 * campus hour by place and by rail, as the sum over settled attempts of rate of the place × factor of the rail × factor of the
 * date. A place without a rate has that of its campus, then of all, then none; a rail without a factor that of all,
 * then 1.
 */
export async function storeExpected(database: Database, from = '0001-01-01'): Promise<void> {
  const { connection } = database;
  await connection.run('DELETE FROM mart_expected WHERE local_date >= CAST($from AS DATE)', { from });
  await connection.run(NUMBERS);
  const sizes = await row<Sizes>(
    database,
    `SELECT (SELECT CAST(count(*) AS INTEGER) FROM category_numbers) AS categories,
       (SELECT CAST(count(*) AS INTEGER) FROM kind_numbers) AS kinds,
       (SELECT CAST(count(DISTINCT campus) AS INTEGER) FROM place_numbers) AS campuses,
       (SELECT CAST(count(*) AS INTEGER) FROM place_numbers) AS places,
       (SELECT CAST(count(*) AS INTEGER) FROM rail_numbers) AS rails`,
  );
  const weeks = await rows<{ week: string }>(
    database,
    `SELECT DISTINCT CAST(CAST(date_trunc('week', local_date) AS DATE) AS VARCHAR) AS week FROM mart_baseline_day
     WHERE local_date >= CAST($from AS DATE) ORDER BY week`,
    { from },
  );
  for (const { week } of weeks) {
    await connection.run('DELETE FROM usual_hours');
    await appendRows(
      database,
      'usual_hours',
      rowsOf(await sumWeek(database, sizes, week, from), sizes.categories),
    );
    await connection.run(
      `INSERT INTO mart_expected
       SELECT CAST($week AS DATE) + usual_hours.day, usual_hours.hour,
         CASE WHEN usual_hours.is_rail THEN 'mart_hourly_rail' ELSE 'mart_hourly_place' END,
         slices.slice_key, usual_hours.usual
       FROM usual_hours
       JOIN (
         SELECT slice_key, number, false AS is_rail FROM place_numbers
         UNION ALL
         SELECT slice_key, number, true FROM rail_numbers
       ) AS slices ON slices.is_rail = usual_hours.is_rail AND slices.number = usual_hours.number`,
      { week },
    );
  }
}
