import { blobValue } from '@duckdb/node-api';
import { row, rows, type Database } from '../database.ts';
import { LEARNED_DAYS } from './baseline.ts';
import { BIN_SECONDS } from './bins.ts';
import { save } from './checkpoint.ts';
import { countKinds } from './cost.ts';
import { isoDate } from './dates.ts';
import { REACH } from './occasions.ts';
import type { StartedDay } from './scan.ts';
import type { Scanner } from './scanner.ts';
import { instant } from './tell.ts';
import { weekOf } from './world.ts';

/**
 * How many memories are kept of those that weeks and days begin with, and of the ends of the data: what comes later than
 * all of them is detected anew from the start.
 */
const KEPT = { week: 8, day: 3, end: 1 } as const;

/** Days before its week that a scan looks at, beside those that a week learns from: windows, and incidents that go on. */
const LOOKED_BACK = 21;

/** What a scan knew before it took in a bin, on a local date. */
export interface Memory {
  date: number;
  bin: number;
  bytes: Uint8Array;
}

/** What has changed since the last detection: the first UTC date, and the first bin, each null where none has. */
export type Touched = Record<'date' | 'bin', number | null>;

/** Takes what was touched since the last detection from `meta_touched`. */
export async function takeTouched(database: Database): Promise<Touched> {
  const touched = await row<Touched & Record<string, never>>(
    database,
    `SELECT CAST(min(date) - DATE '1970-01-01' AS INTEGER) AS date,
       CAST(epoch(min(bin)) // ${BIN_SECONDS} AS INTEGER) AS bin FROM meta_touched`,
  );
  await database.connection.run('DELETE FROM meta_touched');
  return touched;
}

/** The last memory of before a bin; that of a week or a day has looked at its own first bin. */
export async function lastMemory(
  database: Database,
  fingerprint: string,
  bin: number | null,
): Promise<Memory | undefined> {
  const [last] = await rows<{ kind: string; date: number; bin: number }>(
    database,
    `SELECT kind, CAST(local_date - DATE '1970-01-01' AS INTEGER) AS date,
       CAST(epoch(bin) // ${BIN_SECONDS} AS INTEGER) AS bin
     FROM meta_memories
     WHERE fingerprint = $fingerprint
       AND epoch(bin) // ${BIN_SECONDS} < coalesce($bin::INTEGER + CASE kind WHEN 'end' THEN 1 ELSE 0 END, 2147483647)
     ORDER BY meta_memories.bin DESC, kind LIMIT 1`,
    { fingerprint, bin },
  );
  if (last === undefined) return undefined;
  const reader = await database.connection.runAndReadAll(
    `SELECT memory FROM meta_memories
     WHERE fingerprint = $fingerprint AND kind = $kind AND bin = CAST($bin AS TIMESTAMP)`,
    { fingerprint, kind: last.kind, bin: instant(last.bin) },
  );
  return { date: last.date, bin: last.bin, bytes: (reader.getRows()[0]![0] as { bytes: Uint8Array }).bytes };
}

/**
 * The first UTC date of the bins that a scan from a memory on looks at: the days to learn from only where a week begins, and the days
 * of data that an incident is traced back, however long ago they are.
 */
export async function firstNeeded(database: Database, { date }: Memory): Promise<string> {
  const { last, traced } = await row<{ last: number; traced: number }>(
    database,
    `WITH dates AS (
       SELECT DISTINCT CAST(local_date - DATE '1970-01-01' AS INTEGER) AS date FROM mart_bins
     ),
     traced AS (
       SELECT date FROM dates WHERE date <= $date::INTEGER ORDER BY date DESC LIMIT ${REACH}
     )
     SELECT coalesce((SELECT max(date) FROM dates), 0) AS last, coalesce((SELECT min(date) FROM traced), $date::INTEGER) AS traced`,
    { date },
  );
  const learned = weekOf(last) > weekOf(date) ? date - LEARNED_DAYS - 2 : date;
  return isoDate(Math.min(learned, traced - 2, weekOf(date) - LOOKED_BACK));
}

/** Forgets the memories that no longer hold: of other models, of an earlier end, or of what a scan from `memory` on comes past again. */
export async function forgetAfter(
  database: Database,
  fingerprint: string,
  memory: Memory | undefined,
): Promise<void> {
  await database.connection.run(
    `DELETE FROM meta_memories WHERE fingerprint <> $fingerprint OR kind = 'end' OR bin > CAST($bin AS TIMESTAMP)`,
    { fingerprint, bin: instant(memory?.bin ?? 0) },
  );
}

/** Keeps what the scanner knows at the start of a day, if it is among the last weeks or days, or at the end of the data. */
export async function remember(
  database: Database,
  scanner: Scanner,
  fingerprint: string,
  kind: keyof typeof KEPT,
  { date, bin }: Pick<StartedDay, 'date' | 'bin'>,
): Promise<void> {
  if (scanner.baseline === undefined) return;
  const last = scanner.bins.date.at(-1)!;
  if (kind === 'week' && weekOf(date) <= weekOf(last) - 7 * KEPT.week) return;
  if (kind === 'day' && date <= last - KEPT.day) return;
  const memory = save(scanner, countKinds(scanner.slices, scanner.baseline.leaves));
  await database.connection.run(
    'INSERT INTO meta_memories VALUES ($fingerprint, $kind, CAST($date AS DATE), CAST($bin AS TIMESTAMP), $memory)',
    { fingerprint, kind, date: isoDate(date), bin: instant(bin), memory: blobValue(memory) },
  );
}

/** Forgets the memories that the last ones have replaced. */
export async function forgetOld({ connection }: Database): Promise<void> {
  const limits = Object.entries(KEPT).map(([kind, count]) => `WHEN '${kind}' THEN ${count}`);
  await connection.run(
    `DELETE FROM meta_memories WHERE (kind, bin) IN (
       SELECT (kind, bin) FROM meta_memories
       QUALIFY row_number() OVER (PARTITION BY kind ORDER BY bin DESC) > CASE kind ${limits.join(' ')} END)`,
  );
}
