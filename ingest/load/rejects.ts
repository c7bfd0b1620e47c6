import { rows, type Database } from '../database.ts';
import type { Mapping } from '../mapping.ts';
import type { Reject, Source } from '../sources/source.ts';
import type { Table } from '../tables.ts';
import { possiblePayers, redactor, type Evidence } from './redact.ts';
import { knownPayers, tellings } from './tells.ts';

/** A record that DuckDB could not split into the header's columns, by its first byte. */
interface Unsplit {
  at: number;
  reason: string;
  original: string;
}

async function findUnsplit(database: Database, source: Source): Promise<Unsplit[]> {
  if (source.rejectsTable === undefined) return [];
  const found = await rows<{ first_byte: number; error: string; text: string }>(
    database,
    `SELECT CAST(line_byte_position - 1 AS DOUBLE) AS first_byte,
       lower(replace(min(CAST(error_type AS VARCHAR)), '_', ' ')) AS error, coalesce(any_value(csv_line), '') AS text
     FROM ${source.rejectsTable}
     GROUP BY line_byte_position
     ORDER BY first_byte`,
  );
  return found.map(({ first_byte: at, error, text }) => ({
    at: at + lineEnds(text),
    reason:
      error === 'invalid encoding'
        ? `the row has bytes that are not ${source.encoding ?? 'utf-8'}`
        : `the row does not split into columns: ${error}`,
    original: text.replace(/^[\r\n]+|[\r\n]+$/g, ''),
  }));
}

/** DuckDB counts the ends of lines before a record as part of it. */
function lineEnds(text: string): number {
  return /^[\r\n]*/.exec(text)?.[0].length ?? 0;
}

/** Rows of this batch that were read but are wrong, by their place among the rows that were read. */
async function wrong(
  database: Database,
  table: Table,
  batch: number,
): Promise<{ place: number; reason: string }[]> {
  return rows<{ place: number; reason: string }>(
    database,
    `SELECT CAST(rowid - (SELECT min(rowid) FROM ${table.raw} WHERE batch_id = $batch) AS DOUBLE) AS place, reason
     FROM ${table.raw} WHERE batch_id = $batch AND reason IS NOT NULL ORDER BY rowid`,
    { batch },
  );
}

/** Line and text of the unsplit records and of the wrong rows, which are counted without the unsplit ones. */
async function located(
  source: Source,
  unsplit: Unsplit[],
  places: Map<number, string>,
): Promise<{ broken: Reject[]; wrong: Reject[] }> {
  const broken: Reject[] = [];
  const wrong: Reject[] = [];
  let place = 0;
  let last = 1;
  for await (const { line, at, text } of source.records?.() ?? []) {
    const end = at + Buffer.byteLength(text);
    last = line;
    let isBroken = false;
    for (let next = unsplit[broken.length]; next && next.at <= end; next = unsplit[broken.length]) {
      isBroken ||= next.at >= at;
      broken.push({ line, reason: next.reason, original: next.original || text });
    }
    if (isBroken) continue;
    const reason = places.get(place);
    if (reason !== undefined) wrong.push({ line, reason, original: text });
    place += 1;
    if (broken.length === unsplit.length && wrong.length === places.size) break;
  }
  const rest = unsplit.slice(broken.length).map((it) => ({ ...it, line: last }));
  const unseen = [...places.values()]
    .slice(wrong.length)
    .map((reason) => ({ line: last, reason, original: '' }));
  return { broken: [...broken, ...rest], wrong: [...wrong, ...unseen] };
}

async function fromRows(database: Database, source: Source, places: Map<number, string>): Promise<Reject[]> {
  const list = [...places.keys()].join(', ');
  const texts = await rows<{ place: number; original: string }>(
    database,
    `SELECT place, original FROM (
       SELECT CAST(row_number() OVER () - 1 AS DOUBLE) AS place, CAST(${source.rowText} AS VARCHAR) AS original
       FROM ${source.relation})
     WHERE place IN (${list})`,
  );
  return texts.map(({ place, original }) => ({ line: place + 1, reason: places.get(place) ?? '', original }));
}

/**
 * Every row of the batch that could not be loaded, with line, reason and original text (the payer hidden), in the
 * order of the file. The file is read a second time only when there are any.
 */
export async function findRejects(
  database: Database,
  table: Table,
  source: Source,
  mapping: Mapping,
  batch: number,
  key: Buffer,
): Promise<Reject[]> {
  const unsplit = await findUnsplit(database, source);
  const places = new Map((await wrong(database, table, batch)).map(({ place, reason }) => [place, reason]));
  if (unsplit.length === 0 && places.size === 0) return [];
  const found = source.records
    ? await located(source, unsplit, places)
    : { broken: [], wrong: await fromRows(database, source, places) };
  const gather = async (): Promise<Evidence> => ({
    tells: await tellings(database, table, source, mapping, batch),
    payers: await knownPayers(
      database,
      table,
      possiblePayers(
        source,
        mapping,
        key,
        found.broken.map(({ original }) => original),
      ),
    ),
  });
  const evidence = found.broken.length > 0 ? await gather() : { tells: [], payers: new Set<string>() };
  const redact = redactor(source, mapping, key, evidence);
  return [
    ...found.broken.map((reject) => ({ ...reject, original: redact(reject.original, true) })),
    ...found.wrong.map((reject) => ({ ...reject, original: redact(reject.original, false) })),
  ].sort((one, other) => one.line - other.line);
}

/** Moves the rejects of a batch out of the raw table into `raw_rejects`. */
export async function keepRejects(
  database: Database,
  table: Table,
  batch: number,
  rejects: Reject[],
): Promise<void> {
  const { connection } = database;
  await connection.run(`DELETE FROM ${table.raw} WHERE batch_id = $batch AND reason IS NOT NULL`, { batch });
  if (rejects.length === 0) return;
  const appender = await connection.createAppender('raw_rejects');
  for (const { line, reason, original } of rejects) {
    appender.appendInteger(batch);
    appender.appendBigInt(BigInt(line));
    appender.appendVarchar(reason);
    appender.appendVarchar(original);
    appender.endRow();
  }
  appender.closeSync();
}

/** How often each reason was given, with the first line as an example. */
export function countRejects(rejects: Reject[]): { reason: string; count: number; example_line: number }[] {
  const counts = new Map<string, { reason: string; count: number; example_line: number }>();
  for (const { reason, line } of rejects) {
    const entry = counts.get(reason) ?? { reason, count: 0, example_line: line };
    counts.set(reason, { ...entry, count: entry.count + 1 });
  }
  return [...counts.values()].sort((one, other) => other.count - one.count);
}
