import type { DuckDBListVector, DuckDBVector } from '@duckdb/node-api';
import { eachPart, type Database } from '../database.ts';
import { HALF_HOURS } from './world.ts';

/** Sums are kept in whole parts of this size, so that they do not depend on the order in which they are added up. */
export const PARTS = 2 ** 40;

export const HOURS = 24;
const DAYS = 7;

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
export type Sizes = Record<'categories' | 'kinds' | 'campuses' | 'places' | 'rails', number>;

/** Usual failures of one week in parts of `PARTS`, [day × hour × place or rail × category], and where anything was settled. */
export async function sumWeek(database: Database, sizes: Sizes, week: string, from: string) {
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
