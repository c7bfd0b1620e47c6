import { DuckDBListVector, listValue, type DuckDBValue, type DuckDBVector } from '@duckdb/node-api';
import { row, rows, type Database, type Parameters } from '../database.ts';
import { appendRows } from './curves.ts';
import { HALF_HOURS } from './world.ts';

/** Sums are kept in whole parts of this size, so that they do not depend on the order in which they are added up. */
const PARTS = 2 ** 40;

const [HOURS, DAYS] = [24, 7];

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

/** What belongs to fewer comes later, and so takes the place of what belongs to more. */
const RATES = `
  SELECT places.number AS place, kind_numbers.number AS kind, category_numbers.number AS category, base.rates
  FROM mart_baseline_place AS base
  JOIN place_numbers AS places
    ON base.campus_id IN ('', places.campus_id) AND base.building_id IN ('', places.building_id)
  JOIN kind_numbers ON kind_numbers.day_kind = base.day_kind
  JOIN category_numbers ON category_numbers.category = base.category
  WHERE base.week_start = CAST($week AS DATE)
  ORDER BY base.campus_id <> '', base.building_id <> ''`;

const FACTORS = `
  SELECT rails.number AS rail, category_numbers.number AS category, base.factors
  FROM mart_baseline_rail AS base
  JOIN rail_numbers AS rails
    ON base.channel IN ('', rails.channel)
    AND base.bank = CASE base.channel WHEN '' THEN '' ELSE rails.bank END
    AND base.method = CASE base.channel WHEN '' THEN '' ELSE rails.method END
  JOIN category_numbers ON category_numbers.category = base.category
  WHERE base.week_start = CAST($week AS DATE)
  ORDER BY base.channel <> ''`;

const DAY_FACTORS = `
  SELECT CAST(base.local_date - CAST($week AS DATE) AS INTEGER) AS day, campuses.campus,
    kind_numbers.number AS kind, category_numbers.number AS category, base.factor
  FROM mart_baseline_day AS base
  JOIN (SELECT DISTINCT campus_id, campus FROM place_numbers) AS campuses ON base.campus_id IN ('', campuses.campus_id)
  JOIN kind_numbers ON kind_numbers.day_kind = base.day_kind
  JOIN category_numbers ON category_numbers.category = base.category
  WHERE base.local_date >= CAST($from AS DATE)
    AND base.local_date BETWEEN CAST($week AS DATE) AND CAST($week AS DATE) + 6
  ORDER BY base.campus_id <> ''`;

const SETTLED = `
  SELECT CAST(local_date - CAST($week AS DATE) AS INTEGER) AS day, CAST(hour AS INTEGER) AS hour, campus, place, rail,
    CAST(settled - settled_late AS INTEGER) AS settled, CAST(settled_late AS INTEGER) AS settled_late
  FROM mart_hourly
  JOIN slice_numbers ON slice_numbers.slice_key = mart_hourly.slice_key
  WHERE local_date BETWEEN CAST($week AS DATE) AND CAST($week AS DATE) + 6 AND settled > 0`;

/** Takes part by part what a query gives: its columns, and how many rows there are. */
async function eachPart(
  { connection }: Database,
  sql: string,
  parameters: Parameters,
  take: (columns: DuckDBVector[], size: number) => void,
): Promise<void> {
  const result = await connection.stream(sql, parameters);
  for (let part = await result.fetchChunk(); part && part.rowCount > 0; part = await result.fetchChunk()) {
    const columns = Array.from({ length: part.columnCount }, (_, at) => part!.getColumnVector(at));
    take(columns, part.rowCount);
  }
}

const numberAt = (column: DuckDBVector, at: number) => column.getItem(at) as number;

/** Writes the half hours of a list to where they belong; what is null stays as it was. */
function spread(lists: DuckDBVector, at: number, into: Float64Array, first: number, step: number): void {
  const { childVector } = lists as DuckDBListVector;
  const offset = (lists as DuckDBListVector).getEntryOffset(at);
  for (let half = 0; half < HALF_HOURS; half++) {
    const value = childVector.getItem(offset + half) as number | null;
    if (value !== null) into[first + half * step] = value;
  }
}

/** How many there are of everything that is numbered. */
type Sizes = Record<'categories' | 'kinds' | 'campuses' | 'places' | 'rails', number>;

/** Usual failures of one week, [day × hour × place or rail × category], and where anything was settled. */
async function sumWeek(database: Database, sizes: Sizes, week: string, from: string) {
  const { categories: C, kinds, campuses, places, rails } = sizes;
  const rates = new Float64Array(places * kinds * HALF_HOURS * C);
  await eachPart(database, RATES, { week }, ([place, kind, category, lists], size) => {
    for (let at = 0; at < size; at++) {
      const group = numberAt(place!, at) * kinds + numberAt(kind!, at);
      spread(lists!, at, rates, group * HALF_HOURS * C + numberAt(category!, at), C);
    }
  });
  const factors = new Float64Array(rails * HALF_HOURS * C).fill(1);
  await eachPart(database, FACTORS, { week }, ([rail, category, lists], size) => {
    for (let at = 0; at < size; at++)
      spread(lists!, at, factors, numberAt(rail!, at) * HALF_HOURS * C + numberAt(category!, at), C);
  });
  const days = new Float64Array(DAYS * campuses * C);
  const kindOf = new Int32Array(DAYS * campuses).fill(-1);
  await eachPart(database, DAY_FACTORS, { week, from }, ([day, campus, kind, category, factor], size) => {
    for (let at = 0; at < size; at++) {
      const group = numberAt(day!, at) * campuses + numberAt(campus!, at);
      kindOf[group] = numberAt(kind!, at);
      days[group * C + numberAt(category!, at)] = numberAt(factor!, at);
    }
  });
  const side = (groups: number) => ({
    groups,
    sums: new Float64Array(DAYS * HOURS * groups * C),
    isSettled: new Uint8Array(DAYS * HOURS * groups),
  });
  const sums = { place: side(places), rail: side(rails) };
  await eachPart(database, SETTLED, { week }, ([day, hour, campus, place, rail, early, late], size) => {
    for (let at = 0; at < size; at++) {
      const date = numberAt(day!, at);
      const ofDay = date * campuses + numberAt(campus!, at);
      if (kindOf[ofDay] === -1) continue;
      const [time, ofPlace, ofRail] = [numberAt(hour!, at), numberAt(place!, at), numberAt(rail!, at)];
      const toPlace = (date * HOURS + time) * places + ofPlace;
      const toRail = (date * HOURS + time) * rails + ofRail;
      sums.place.isSettled[toPlace] = sums.rail.isSettled[toRail] = 1;
      for (let half = 0; half < 2; half++) {
        const n = numberAt(half === 0 ? early! : late!, at) * PARTS;
        if (n === 0) continue;
        const rate = ((ofPlace * kinds + kindOf[ofDay]!) * HALF_HOURS + 2 * time + half) * C;
        const factor = (ofRail * HALF_HOURS + 2 * time + half) * C;
        for (let c = 0; c < C; c++) {
          const usual = Math.round(n * days[ofDay * C + c]! * rates[rate + c]! * factors[factor + c]!);
          sums.place.sums[toPlace * C + c]! += usual;
          sums.rail.sums[toRail * C + c]! += usual;
        }
      }
    }
  });
  return sums;
}

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
