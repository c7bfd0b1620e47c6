import { blobValue } from '@duckdb/node-api';
import { createHash } from 'node:crypto';
import { rows, type Database } from '../database.ts';
import { readBins, readLeaves } from './bins.ts';
import { LEARNED_DAYS } from './baseline.ts';
import { restore, save } from './checkpoint.ts';
import { countKinds } from './cost.ts';
import { isoDate } from './dates.ts';
import { storeBaseline, storeDays, type LearnedDay } from './learned.ts';
import type { Explained } from './marks.ts';
import { scan } from './scan.ts';
import { makeScanner, refill, type Scanner } from './scanner.ts';
import { makeSlices } from './slices.ts';
import { clearIncidents, writeIncidents } from './write.ts';
import { makeWorld, weekOf, type CalendarDay, type World } from './world.ts';

/** Nats of surprise above which an excess is an incident, set on the calibration worlds; see docs/decisions/detection.md. */
export const THRESHOLD = 10;

/** Weeks whose memory is kept: data that come later than that are detected anew from the start. */
const MEMORIES = 8;

/** Changes with what the memory holds: one of another kind is of no use. */
export const MEMORY = 5;

/** What a detection did. */
export interface Detected {
  incidents: number;
  /** First local date that was scanned; null where nothing was. */
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

/** The last kept week that begins before all that was touched. */
async function lastMemory(database: Database, fingerprint: string) {
  const [memory] = await rows<{ week: number }>(
    database,
    `SELECT CAST(week - DATE '1970-01-01' AS INTEGER) AS week FROM meta_detection
     WHERE fingerprint = $fingerprint AND week < (
       SELECT coalesce(min(from_date), DATE '9999-12-31') - 1 FROM meta_undetected)
     ORDER BY week DESC LIMIT 1`,
    { fingerprint },
  );
  return memory?.week;
}

async function prepare(
  scanner: Scanner,
  database: Database,
  fingerprint: string,
  week: number,
): Promise<boolean> {
  const reader = await database.connection.runAndReadAll(
    'SELECT memory FROM meta_detection WHERE fingerprint = $fingerprint AND week = CAST($week AS DATE)',
    { fingerprint, week: isoDate(week) },
  );
  const memory = reader.getRows()[0]?.[0] as { bytes: Uint8Array } | undefined;
  return memory !== undefined && restore(scanner, memory.bytes);
}

/** First row of the week, as the scan that saved its memory found it. */
function rowOf({ bins }: Scanner, date: number): number {
  let row = 0;
  while (row < bins.bin.length && bins.date[row]! < date) row++;
  return row;
}

/**
 * Stores what a week begins with as soon as it begins: a year of weeks would not fit into the memory. What a scan could
 * go on from is kept for the last weeks only.
 */
async function storeWeek(
  database: Database,
  scanner: Scanner,
  fingerprint: string,
  week: number,
): Promise<void> {
  await storeBaseline(database, scanner, week);
  if (week <= weekOf(scanner.bins.date.at(-1)!) - 7 * MEMORIES) return;
  const memory = save(scanner, countKinds(scanner.slices, scanner.baseline!.leaves));
  await database.connection.run(
    'INSERT INTO meta_detection VALUES ($fingerprint, CAST($week AS DATE), $memory)',
    { fingerprint, week: isoDate(week), memory: blobValue(memory) },
  );
}

/**
 * Finds the incidents in what the models hold, from the week on in which something was touched since the last
 * detection (`meta_undetected`), in one transaction of the caller; what the marks of people
 * have `explained` is left out. The same data give the same incidents in whatever loads they came.
 */
export async function detect(
  database: Database,
  models: string,
  explained: readonly Explained[] = [],
): Promise<Detected> {
  const campuses = await rows<{ campus_id: string; timezone: string }>(
    database,
    'SELECT campus_id, timezone FROM int_campuses',
  );
  const zones = Object.fromEntries(campuses.map((it) => [it.campus_id, it.timezone]));
  const fingerprint = await fingerprintOf(database, models);
  let week = await lastMemory(database, fingerprint);
  await database.connection.run('DELETE FROM meta_undetected');
  const world = await readWorld(database, zones);
  const slices = makeSlices(world.leaves);
  const read = async () => {
    const since = week === undefined ? '1900-01-01' : isoDate(week - LEARNED_DAYS - 2);
    return makeScanner(world, slices, await readBins(database, world.leaves, world.categories, since), {
      threshold: THRESHOLD,
    });
  };
  let scanner = await read();
  if (week !== undefined && !(await prepare(scanner, database, fingerprint, week))) {
    week = undefined;
    scanner = await read();
  }
  const { connection } = database;
  const from = week === undefined ? '1900-01-01' : isoDate(week);
  for (const table of ['mart_baseline_place', 'mart_baseline_rail', 'mart_baseline_spread'])
    await connection.run(
      `DELETE FROM ${table} WHERE week_start ${week === undefined ? '>=' : '>'} CAST($from AS DATE)`,
      { from },
    );
  await connection.run('DELETE FROM mart_baseline_day WHERE local_date >= CAST($from AS DATE)', { from });
  await connection.run(
    'DELETE FROM meta_detection WHERE fingerprint <> $fingerprint OR week > CAST($from AS DATE)',
    { fingerprint, from },
  );
  if (scanner.bins.bin.length === 0) {
    await clearIncidents(database);
    return { incidents: 0, from: null };
  }
  const days: LearnedDay[] = [];
  let start = 0;
  if (week !== undefined) {
    start = rowOf(scanner, week);
    refill(scanner, start);
    days.push({
      date: scanner.today!.date,
      level: scanner.level,
      learnedDays: scanner.baseline?.learnedDays ?? 0,
    });
  }
  for (const { date, isWeek } of scan(scanner, start)) {
    if (scanner.baseline === undefined) continue;
    days.push({ date, level: scanner.level, learnedDays: scanner.baseline.learnedDays });
    if (isWeek) await storeWeek(database, scanner, fingerprint, weekOf(date));
  }
  await storeDays(database, scanner, days);
  await connection.run(
    `DELETE FROM meta_detection WHERE week NOT IN (SELECT week FROM meta_detection ORDER BY week DESC LIMIT ${MEMORIES})`,
  );
  const incidents = await writeIncidents(database, scanner, zones, explained, scanner.bins.bin[start]!);
  return { incidents, from: isoDate(week ?? scanner.bins.date[0]!) };
}
