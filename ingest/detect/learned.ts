import type { Database } from '../database.ts';
import { appendRows, placeRows, railRows } from './curves.ts';
import { isoDate } from './dates.ts';
import { insertRows } from './rows.ts';
import type { Scanner } from './scanner.ts';
import { DAY_KINDS } from './world.ts';

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
  const week_start = isoDate(week);
  const spreadRows = Object.entries(baseline.spread).flatMap(([level, values]) =>
    world.categories.map((category, c) => ({ week_start, category, level, spread: values[c] })),
  );
  await appendRows(database, 'mart_baseline_place', placeRows(world, baseline, week));
  await appendRows(database, 'mart_baseline_rail', railRows(world, baseline, week));
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
