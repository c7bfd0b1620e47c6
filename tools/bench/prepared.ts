import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ingest } from '../../ingest/index.ts';
import { locate, type Locations } from '../../ingest/paths.ts';
import { TABLES, type TableName } from '../../ingest/tables.ts';
import { simulate } from '../../src/simulate/index.ts';
import { sourcesHash } from '../build.ts';

/** What decides the content of a prepared database. */
const MADE_BY = [
  'ingest',
  ...['checks', 'intermediate', 'marts', 'reference', 'staging', 'touched'].map((layer) => `sql/${layer}`),
  'stats',
  'src/simulate',
  'package-lock.json',
];

/** The dates of a prepared database, both inclusive. */
export const YEAR = { from: '2025-07-01', to: '2026-06-30' };
const DAYS = 365;

/** Twelve campuses have somewhat more than 400 buildings. */
const CAMPUSES = 12;

const say = (text: string) => process.stderr.write(`${text}\n`);

/**
 * A published year of at least `rows` simulated attempts in twelve campuses, with their buildings, calendar and bills, in
 * a folder below `dir`. It is made anew only where the code that makes it has changed; half a database never counts.
 */
export async function prepared(dir: string, rows: number): Promise<Locations> {
  const folder = join(dir, `year-${rows}`);
  const note = join(folder, 'made-by');
  const locations = locate(join(folder, 'payweather.duckdb'));
  const hash = sourcesHash(MADE_BY);
  if (existsSync(note) && readFileSync(note, 'utf8') === hash) return locations;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const log = join(folder, 'log');
  say(`Simulating ${rows.toLocaleString('en')} attempts …`);
  await simulate({
    out: log,
    from: YEAR.from,
    days: DAYS,
    attemptsPerDay: Math.ceil((rows * 1.03) / DAYS),
    campuses: CAMPUSES,
  });
  say('Loading them …');
  for (const table of ['campuses', 'buildings', 'calendar', 'attempts', 'bills'] satisfies TableName[])
    await ingest(locations, {
      paths: [join(log, `${TABLES[table].name}.csv`)],
      table,
      publish: table === 'bills',
    });
  rmSync(log, { recursive: true });
  writeFileSync(note, hash);
  return locations;
}

/** A log of about `rows` attempts on the twenty days after the prepared year, in the same buildings. */
export async function daysAfter(dir: string, rows: number): Promise<string> {
  const folder = join(dir, `after-${rows}`);
  const days = 20;
  const { files } = await simulate({
    out: folder,
    from: '2026-07-01',
    days,
    attemptsPerDay: Math.ceil((rows * 1.03) / days),
    campuses: CAMPUSES,
  });
  return files[0]!;
}
