import { createHash } from 'node:crypto';
import { rows, type Database } from '../database.ts';
import { readBins, readLeaves, rowOf } from './bins.ts';
import { restore } from './checkpoint.ts';
import { isoDate } from './dates.ts';
import { storeBaseline, storeDays, type LearnedDay } from './learned.ts';
import type { Mark } from './marks.ts';
import { firstNeeded, forgetAfter, forgetOld, lastMemory, remember, takeTouched } from './memories.ts';
import { scan } from './scan.ts';
import { makeScanner, refillTo } from './scanner.ts';
import { makeSlices } from './slices.ts';
import { clearIncidents, writeIncidents } from './write.ts';
import { makeWorld, weekOf, type CalendarDay, type World } from './world.ts';

/** Nats of surprise above which an excess is an incident, set on the calibration worlds; see docs/decisions/detection.md. */
export const THRESHOLD = 10;

/** Five-minute bins. */
const BINS_A_DAY = 288;

/** Before all that a log holds. */
const FIRST_DATE = '1900-01-01';

/** Changes with what the memory holds: one of another kind is of no use. */
export const MEMORY = 8;

/** What a detection did. */
export interface Detected {
  incidents: number;
  /** First local date whose expectations may have changed; null where those of every date may have. */
  from: string | null;
}

async function readWorld(database: Database, zones: Record<string, string>): Promise<World> {
  const categories = await rows<{ category: string }>(
    database,
    'SELECT category FROM ref_categories ORDER BY 1',
  );
  const calendar = await rows<CalendarDay & Record<string, never>>(
    database,
    `SELECT campus_id, CAST(date - DATE '1970-01-01' AS INTEGER) AS date, kind FROM stg_calendar ORDER BY ALL`,
  );
  return makeWorld(
    await readLeaves(database),
    categories.map((it) => it.category),
    calendar,
    zones,
  );
}

/** Changes whenever what was detected before no longer follows. */
async function fingerprintOf(database: Database, models: string): Promise<string> {
  const calendar = await rows(
    database,
    'SELECT campus_id, CAST(date AS VARCHAR) AS date, kind FROM stg_calendar ORDER BY ALL',
  );
  return createHash('sha256')
    .update(JSON.stringify([MEMORY, models, THRESHOLD, calendar]))
    .digest('hex');
}

/**
 * Finds the incidents in what the models hold, from before the first bin on that was touched since the last
 * detection (`meta_touched`), in one transaction of the caller; what people
 * have explained by their `marks` is left out. The same data give the same incidents in whatever loads they came.
 */
export async function detect(
  database: Database,
  models: string,
  marks: readonly Mark[] = [],
): Promise<Detected> {
  const campuses = await rows<{ campus_id: string; timezone: string }>(
    database,
    'SELECT campus_id, timezone FROM int_campuses',
  );
  const zones = Object.fromEntries(campuses.map((it) => [it.campus_id, it.timezone]));
  const fingerprint = await fingerprintOf(database, models);
  const touched = await takeTouched(database);
  let memory = await lastMemory(database, fingerprint, touched.bin);
  const world = await readWorld(database, zones);
  const slices = makeSlices(world.leaves);
  const read = async (since: string) =>
    makeScanner(world, slices, await readBins(database, world.leaves, world.categories, since), {
      threshold: THRESHOLD,
    });
  let scanner = await read(memory ? await firstNeeded(database, memory) : FIRST_DATE);
  if (memory !== undefined && !restore(scanner, memory.bytes)) {
    memory = undefined;
    scanner = await read(FIRST_DATE);
  }
  const { connection } = database;
  const scanned = memory ? isoDate(memory.date) : FIRST_DATE;
  for (const table of ['mart_baseline_place', 'mart_baseline_rail', 'mart_baseline_spread'])
    await connection.run(`DELETE FROM ${table} WHERE week_start ${memory ? '>' : '>='} CAST($from AS DATE)`, {
      from: scanned,
    });
  await connection.run('DELETE FROM mart_baseline_day WHERE local_date >= CAST($from AS DATE)', {
    from: scanned,
  });
  await forgetAfter(database, fingerprint, memory);
  if (scanner.bins.bin.length === 0) {
    await clearIncidents(database);
    return { incidents: 0, from: null };
  }
  const days: LearnedDay[] = [];
  let start = 0;
  if (memory !== undefined) {
    start = rowOf(scanner.bins, memory.bin);
    refillTo(scanner, start);
    days.push({
      date: scanner.today!.date,
      level: scanner.level,
      learnedDays: scanner.baseline?.learnedDays ?? 0,
    });
  }
  for (const day of scan(scanner, start)) {
    const { date, isWeek } = day;
    if (scanner.baseline === undefined) continue;
    days.push({ date, level: scanner.level, learnedDays: scanner.baseline.learnedDays });
    // As soon as it begins: a year of weeks would not fit into the memory.
    if (isWeek) await storeBaseline(database, scanner, weekOf(date));
    await remember(database, scanner, fingerprint, isWeek ? 'week' : 'day', day);
  }
  await storeDays(database, scanner, days);
  const { bins, today } = scanner;
  await remember(database, scanner, fingerprint, 'end', { date: today!.date, bin: bins.bin.at(-1)! + 1 });
  await forgetOld(database);
  // What was touched may change what earlier incidents cost, and on a clock behind UTC it lies in the date before.
  const first = touched.date ?? Infinity;
  const since = memory ? Math.min(memory.bin, first * BINS_A_DAY) : bins.bin[0]!;
  const incidents = await writeIncidents(database, scanner, zones, marks, since);
  return { incidents, from: memory ? isoDate(Math.min(memory.date, first) - 1) : null };
}
