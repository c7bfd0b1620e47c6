import { readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { asItWas, textOf } from '../csv.ts';
import { rows, type Database } from '../database.ts';
import { EXIT, Refusal } from '../errors.ts';
import { head } from '../sources/bytes.ts';
import type { Scratch } from '../sources/pieces.ts';
import { TABLES, type TableName } from '../tables.ts';
import { loadFile, type FileReport, type LoadOptions } from './file.ts';
import { readingOf, type KeptReading } from './readings.ts';

/** The columns of the list of rejects, as `payweather rejects` writes it. */
export const REJECT_COLUMNS = ['file', 'line', 'reason', 'original'] as const;

const HEADER = /^(?:\u00ef\u00bb\u00bf)?"?file"?([,;\t])"?line"?\1"?reason"?\1"?original"?\r?(?:\n|$)/;
/** Whether a file is a list of rejects that `payweather rejects` wrote. */
export async function isRejectsList(path: string): Promise<boolean> {
  return HEADER.test((await head(path, 64)).toString('latin1'));
}

/** A row of the list: the record as it is now, and which reject it was. */
interface Mended {
  file: string;
  line: number;
  original: string;
}

function readList(path: string): Mended[] {
  const text = textOf(readFileSync(path));
  const [, delimiter = ','] = HEADER.exec(Buffer.from(text.slice(0, 64)).toString('latin1')) ?? [];
  try {
    const found = parse(text, { columns: true, delimiter, bom: true, skip_empty_lines: true }) as Record<
      string,
      string
    >[];
    return found.map(({ file = '', line, original = '' }) => ({
      file: asItWas(file),
      line: Number(line),
      original: asItWas(original),
    }));
  } catch (cause) {
    throw new Refusal(
      `${path}: the list of rejects cannot be read: ${(cause as Error).message}`,
      EXIT.unusable,
      cause,
    );
  }
}

/** The rows of a list by the load that rejected them: of several, the latest. */
async function byBatch(database: Database, path: string, mended: Mended[]): Promise<Map<number, Mended[]>> {
  const known = await rows<{ file: string; line: number; batch: number }>(
    database,
    `SELECT raw_batches.file, CAST(raw_rejects.line AS DOUBLE) AS line, max(raw_rejects.batch_id) AS batch
     FROM raw_rejects JOIN raw_batches ON raw_batches.batch_id = raw_rejects.batch_id
     GROUP BY raw_batches.file, raw_rejects.line`,
  );
  const batches = new Map(known.map(({ file, line, batch }) => [`${line} ${file}`, batch]));
  const found = new Map<number, Mended[]>();
  for (const row of mended) {
    const batch = batches.get(`${row.line} ${row.file}`);
    if (batch === undefined) {
      throw new Refusal(
        `${path}: line ${row.line} of ${row.file} is no reject: leave the columns file and line as they came`,
        EXIT.unusable,
      );
    }
    found.set(batch, [...(found.get(batch) ?? []), row]);
  }
  return found;
}

/** The records as a file of their own, under the header of the file that they came from. */
function asFile({ columns, delimiter }: KeptReading, mended: Mended[]): string {
  const header = columns === null ? '' : stringify([columns], { delimiter: delimiter ?? ',' });
  return header + mended.map(({ original }) => `${original}\n`).join('');
}

/**
 * Loads rejects that were mended, each read as the file was that it came from. Those fed back are no longer listed;
 * what is still wrong with them is.
 * @throws Refusal (unusable) when a row is none of the rejects
 */
export async function feedBack(
  database: Database,
  path: string,
  options: Pick<LoadOptions, 'key' | 'dryRun' | 'onProgress'>,
  scratch: Scratch,
): Promise<FileReport[]> {
  const groups = await byBatch(database, path, readList(path));
  const reports: FileReport[] = [];
  for (const [batch, mended] of groups) {
    const reading = await readingOf(database, batch, mended[0]?.file ?? path);
    const file = await scratch.file(`mended.${reading.columns === null ? 'ndjson' : 'csv'}`);
    writeFileSync(file, asFile(reading, mended), { mode: 0o600 });
    const name = groups.size === 1 ? path : `${path} (${basename(mended[0]?.file ?? '')})`;
    const table = TABLES[reading.table_name as TableName];
    reports.push(
      await loadFile(
        database,
        { name, path: file },
        { ...options, ...reading, table, mended: true },
        scratch,
      ),
    );
    if (options.dryRun !== true) await markMended(database, batch, mended);
  }
  return reports;
}

async function markMended({ connection }: Database, batch: number, mended: Mended[]): Promise<void> {
  const appender = await connection.createAppender('raw_mended');
  for (const { line } of mended) {
    appender.appendInteger(batch);
    appender.appendBigInt(BigInt(line));
    appender.endRow();
  }
  appender.closeSync();
}
