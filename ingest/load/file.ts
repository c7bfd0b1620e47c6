import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { inTransaction, literal, type Database } from '../database.ts';
import type { Mapping } from '../mapping.ts';
import type { Scratch } from '../sources/pieces.ts';
import { prepare, type Input } from '../sources/prepare.ts';
import type { Skipped } from '../sources/rules.ts';
import type { Source } from '../sources/source.ts';
import type { Table } from '../tables.ts';
import { findBatch, nextBatchId, sha256, sizeIsKnown } from './batches.ts';
import { openSource } from './open.ts';
import { keyParameters } from './pseudonym.ts';
import { withProgress, type Reading } from './progress.ts';
import { unreadable } from './readable.ts';
import { readingSql } from './reading.ts';
import { keepReading } from './readings.ts';
import { countRejects, findRejects, keepRejects } from './rejects.ts';
import { storedName } from './schema.ts';
import { resolveVersions } from './versions.ts';

/** What a file is loaded as. */
export interface LoadOptions {
  table: Table;
  mapping: Mapping;
  /** Zone of times that carry no offset. */
  timezone: string;
  key: Buffer;
  dryRun?: boolean;
  /** Whether the rows are rejects that were mended. */
  mended?: boolean;
  /** Called while DuckDB reads. */
  onProgress?: (reading: Reading) => void;
}

/** What became of one file (contract §5). */
export interface FileReport {
  file: string;
  sha256: string;
  rows_read: number;
  rows_accepted: number;
  rows_updated: number;
  rows_duplicate: number;
  rows_rejected: number;
  /** Lines that a rule of the mapping left out: neither read nor rejected. */
  rows_skipped: number;
  /** How many rows the file itself says it has; null where it does not say. */
  rows_promised: number | null;
  /** Of a text; null for Parquet and spreadsheets. */
  encoding: string | null;
  already_loaded: boolean;
  rejected: { reason: string; count: number; example_line: number }[];
  skipped: Skipped[];
  seconds: number;
}

/** What DuckDB says of a text whose lines do not all end in the same way. */
const MIXED_LINE_ENDS = /CSV Parser state machine/;

async function readInto(
  database: Database,
  source: Source,
  batch: number,
  options: LoadOptions,
): Promise<void> {
  const { table, mapping, key, timezone, mended } = options;
  const columns = [...table.columns.map(storedName), 'extra', 'reports_feedback', 'batch_id', 'reason'];
  const usesKey = table.columns.some(({ name }) => name === 'payer_id');
  const { connection } = database;
  await connection.run(`SET TimeZone = ${literal(timezone)}`);
  await connection.run(
    `INSERT INTO ${table.raw} (${columns.join(', ')}) ${readingSql(table, mapping, source, mended)}`,
    { batch_id: batch, ...(usesKey ? keyParameters(key) : {}) },
  );
  await connection.run(`SET TimeZone = 'UTC'`);
  if (source.has) await connection.run(oneForAll(table), { batch });
}

/** SQL: where some row of a batch has the column of feedback, its source reports feedback, and all of its rows are so. */
const oneForAll = ({ raw }: Table) =>
  `UPDATE ${raw} SET reports_feedback = true
   WHERE batch_id = $batch AND NOT reports_feedback
     AND EXISTS (SELECT 1 FROM ${raw} WHERE batch_id = $batch AND reports_feedback)`;

/**
 * Loads one file in one transaction: every row is accepted, updated, duplicate or rejected, and the counts add up.
 * The same bytes read in the same way change nothing.
 * @throws Refusal (unusable) when nothing of the file can be used
 */
export async function loadFile(
  database: Database,
  input: Input,
  options: LoadOptions,
  scratch: Scratch,
): Promise<FileReport> {
  const started = performance.now();
  const { table, mapping } = options;
  const reading = createHash('sha256')
    .update(JSON.stringify([mapping, options.timezone]))
    .digest('hex');
  const { size } = await stat(input.path);
  const seconds = () => Math.round(performance.now() - started) / 1000;
  const hashing = sha256(input.path);
  hashing.catch(() => undefined);
  if (await sizeIsKnown(database, table.name, size)) {
    const batch = await findBatch(database, table.name, await hashing, reading);
    if (batch !== undefined) {
      const { batch_id: _, ...counts } = batch;
      return {
        file: input.name,
        sha256: await hashing,
        ...counts,
        already_loaded: true,
        rejected: [],
        skipped: [],
        seconds: seconds(),
      };
    }
  }
  const file = await prepare(input, mapping, await scratch.file('text'));
  const load = async (lenient: boolean): Promise<FileReport> => {
    const batch = await nextBatchId(database);
    const source = await openSource(database, file, options, lenient);
    await withProgress(database, file, options.onProgress, () => readInto(database, source, batch, options));
    const rejects = await findRejects(database, table, source, mapping, batch, options.key);
    await keepRejects(database, table, batch, rejects);
    if (rejects.length > 0) await keepReading(database, batch, source, options);
    const outcome = await resolveVersions(database, table, batch);
    const counts = {
      rows_read: outcome.accepted + outcome.updated + outcome.duplicate + rejects.length,
      rows_accepted: outcome.accepted,
      rows_updated: outcome.updated,
      rows_duplicate: outcome.duplicate,
      rows_rejected: rejects.length,
      rows_skipped: file.skipped.reduce((sum, { count }) => sum + count, 0),
      rows_promised: file.promised,
      encoding: file.encoding,
    };
    await database.connection.run(
      `INSERT INTO raw_batches BY NAME SELECT $batch AS batch_id, $file AS file, $size AS bytes, $hash AS sha256,
         $table AS table_name, $reading AS reading, $rows_read AS rows_read, $rows_accepted AS rows_accepted,
         $rows_updated AS rows_updated, $rows_duplicate AS rows_duplicate, $rows_rejected AS rows_rejected,
         $rows_skipped AS rows_skipped, $rows_promised AS rows_promised, $encoding AS encoding,
         $order_decided AS order_decided_updates, CAST(now() AS TIMESTAMP) AS loaded_at, $seconds AS seconds,
         false AS is_modelled`,
      {
        batch,
        file: input.name,
        size,
        hash: await hashing,
        table: table.name,
        reading,
        ...counts,
        order_decided: outcome.orderDecided,
        seconds: seconds(),
      },
    );
    return {
      file: input.name,
      sha256: await hashing,
      ...counts,
      already_loaded: false,
      rejected: countRejects(rejects),
      skipped: file.skipped,
      seconds: seconds(),
    };
  };
  const attempt = async (lenient: boolean): Promise<FileReport> => {
    try {
      const end = options.dryRun === true ? 'ROLLBACK' : 'COMMIT';
      return await inTransaction(database, () => load(lenient), end);
    } catch (error) {
      const refusal = unreadable(input.name, file.path, error);
      if (refusal === error) throw error;
      await database.connection.run(`SET TimeZone = 'UTC'`).catch(() => undefined);
      if (!lenient && MIXED_LINE_ENDS.test(String(error))) return attempt(true);
      throw refusal;
    }
  };
  return attempt(false);
}
