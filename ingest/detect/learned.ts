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
  const placeRows = [];
  for (const [place, { campus, building_id }] of places.entries())
    for (const [kind, day_kind] of DAY_KINDS.entries())
      for (let half_hour = 0; half_hour < HALF_HOURS; half_hour++)
        for (const [c, category] of categories.entries()) {
          const rate =
            baseline.placeRate[((place * DAY_KINDS.length + kind) * HALF_HOURS + half_hour) * C + c];
          placeRows.push({
            week_start,
            category,
            campus_id: campuses[campus] ?? '',
            building_id,
            day_kind,
            half_hour,
            rate,
          });
        }
  const railRows = [];
  for (const [rail, { channel, bank, method }] of rails.entries())
    for (let half_hour = 0; half_hour < HALF_HOURS; half_hour++)
      for (const [c, category] of categories.entries()) {
        const factor = baseline.railFactor[(rail * HALF_HOURS + half_hour) * C + c];
        railRows.push({ week_start, category, channel, bank, method, half_hour, factor });
      }
  const spreadRows = Object.entries(baseline.spread).flatMap(([level, values]) =>
    categories.map((category, c) => ({ week_start, category, level, spread: values[c] })),
  );
  await insertRows(database, 'mart_baseline_place', placeRows);
  await insertRows(database, 'mart_baseline_rail', railRows);
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
