import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { row, rows, type Database } from '../database.ts';

/** A load of one file, as `raw_batches` keeps it. */
export interface Batch {
  batch_id: number;
  rows_read: number;
  rows_accepted: number;
  rows_updated: number;
  rows_duplicate: number;
  rows_rejected: number;
  rows_skipped: number;
  rows_promised: number | null;
  encoding: string | null;
}

/** SHA-256 of a file's bytes, as hex. */
export async function sha256(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file, { highWaterMark: 4 << 20 })) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

/** Whether any file of that size was loaded into that table: only then can a file be known already. */
export async function sizeIsKnown(database: Database, table: string, bytes: number): Promise<boolean> {
  const { known } = await row<{ known: boolean }>(
    database,
    `SELECT count(*) > 0 AS known FROM raw_batches WHERE table_name = $table AND bytes = $bytes`,
    { table, bytes },
  );
  return known;
}

/** The earlier load of the same bytes, read in the same way, into the same table. */
export async function findBatch(
  database: Database,
  table: string,
  hash: string,
  reading: string,
): Promise<Batch | undefined> {
  const found = await rows(
    database,
    `SELECT batch_id, CAST(rows_read AS DOUBLE) AS rows_read, CAST(rows_accepted AS DOUBLE) AS rows_accepted,
       CAST(rows_updated AS DOUBLE) AS rows_updated, CAST(rows_duplicate AS DOUBLE) AS rows_duplicate,
       CAST(rows_rejected AS DOUBLE) AS rows_rejected, CAST(coalesce(rows_skipped, 0) AS DOUBLE) AS rows_skipped,
       CAST(rows_promised AS DOUBLE) AS rows_promised, encoding
     FROM raw_batches WHERE table_name = $table AND sha256 = $hash AND reading = $reading`,
    { table, hash, reading },
  );
  return found[0] as unknown as Batch | undefined;
}

/** The number that the next load gets. */
export async function nextBatchId(database: Database): Promise<number> {
  const { next } = await row<{ next: number }>(
    database,
    `SELECT coalesce(max(batch_id), 0) + 1 AS next FROM raw_batches`,
  );
  return next;
}
