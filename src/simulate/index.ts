import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { billsCsv } from './bills.ts';
import { dayNumber } from './calendar.ts';
import { midnight } from './clock.ts';
import { simulateDay } from './day.ts';
import type { Row, Run } from './day.ts';
import { complete } from './options.ts';
import { COLUMNS } from './row.ts';
import { prepare, tellTruth } from './run.ts';
import { buildingsCsv, calendarCsv, campusesCsv } from './tables.ts';
import { csv, openFile, partial, publish, writePartial } from './write.ts';
import type { GrowingFile } from './write.ts';
import type { Options, Truth } from './types.ts';

export { DEFAULTS } from './options.ts';
export type { Truth, TruthIncident, Decoy } from './types.ts';

/** Where to write, and what is asked for; everything but `out` has a default. */
export interface SimulateOptions extends Partial<Options> {
  /** Folder for the files; made when it is not there. */
  out: string;
  /** Called after every day. */
  onProgress?: (done: { attempts: number; days: number; totalDays: number }) => void;
}

/** Rows joined for one write. */
const CHUNK = 8192;

/** Simulates day by day and appends the rows in the order of their time; memory holds two days at most. */
async function writeAttempts(
  run: Run,
  first: number,
  file: GrowingFile,
  onProgress: SimulateOptions['onProgress'],
): Promise<void> {
  await file.append(csv(COLUMNS, []));
  let waiting: Row[] = [];
  for (let n = 0; n < run.options.days; n++) {
    // Days begin first in the simulator's own zone: no later day can bring a row from before its end.
    const dayEnd = midnight(first + n + 1);
    const rows = waiting.concat(simulateDay(run, first + n)).sort((a, b) => a.t - b.t);
    const later = rows.findIndex(({ t }) => t >= dayEnd);
    waiting = later < 0 ? [] : rows.splice(later);
    for (let i = 0; i < rows.length; i += CHUNK)
      await file.append(
        rows
          .slice(i, i + CHUNK)
          .map(({ text }) => text)
          .join(''),
      );
    onProgress?.({ attempts: run.totals.attempts, days: n + 1, totalDays: run.options.days });
  }
}

/**
 * Writes a simulated payment log with known incidents into a folder: attempts.csv, campuses.csv, buildings.csv,
 * calendar.csv, bills.csv and truth.json, each under a temporary name until all are whole. The same options give the same bytes;
 * more `days` only add to attempts.csv. Resolves to the paths, the number of attempts and the truth. Rejects with a
 * RangeError for options that cannot be, and with the system's error when the folder cannot be written.
 */
export async function simulate({
  out,
  onProgress,
  ...rest
}: SimulateOptions): Promise<{ files: string[]; attempts: number; truth: Truth }> {
  const options = complete(rest);
  const first = dayNumber(options.from);
  const days = { first, last: first + options.days - 1 };
  const run = prepare(options, days);
  await mkdir(out, { recursive: true });
  const path = (name: string) => join(out, name);
  const files = [
    'attempts.csv',
    'campuses.csv',
    'buildings.csv',
    'calendar.csv',
    'bills.csv',
    'truth.json',
  ].map(path);
  const log = openFile(path('attempts.csv'));
  try {
    await writeAttempts(run, first, log, onProgress);
    await log.close();
    const truth = tellTruth(run, days);
    await writePartial(path('campuses.csv'), campusesCsv(run.campuses));
    await writePartial(path('buildings.csv'), buildingsCsv(run.campuses));
    await writePartial(path('calendar.csv'), calendarCsv(run.campuses, days));
    await writePartial(path('bills.csv'), billsCsv(run.bills));
    await writePartial(path('truth.json'), `${JSON.stringify(truth, null, 2)}\n`);
    await publish(files);
    return { files, attempts: run.totals.attempts, truth };
  } catch (error) {
    await log.discard();
    await Promise.all(files.map((file) => rm(partial(file), { force: true })));
    throw error;
  }
}
