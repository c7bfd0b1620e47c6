import { stat } from 'node:fs/promises';
import type { Database } from '../database.ts';
import { beginning, isGzip } from '../sources/bytes.ts';
import type { Input } from '../sources/prepare.ts';

/** How far the reading of a file has come: of its bytes, and about how many rows (null where that cannot be told). */
export interface Reading {
  file: string;
  percentage: number;
  rows: number | null;
}

const SAMPLE_BYTES = 1 << 20;
const TICK_MS = 200;

/** About how many lines a plain text file has, from the length of its first ones; null for what is no plain text. */
async function expectedRows(file: string): Promise<number | null> {
  if (await isGzip(file)) return null;
  const start = await beginning(file, false, SAMPLE_BYTES);
  if (start.subarray(0, 4).toString('latin1') === 'PAR1') return null;
  const lines = start.reduce((count, byte) => count + (byte === 0x0a ? 1 : 0), 0);
  return lines === 0 ? null : Math.round(((await stat(file)).size / start.length) * lines);
}

/** Does `work`, a statement that reads `file`, and says five times a second how far DuckDB has come. */
export async function withProgress<Result>(
  { connection }: Database,
  { name, path }: Input,
  onProgress: ((reading: Reading) => void) | undefined,
  work: () => Promise<Result>,
): Promise<Result> {
  if (onProgress === undefined) return work();
  await connection.run('SET enable_progress_bar = true; SET enable_progress_bar_print = false');
  const expected = await expectedRows(path);
  const timer = setInterval(() => {
    const percentage = Math.max(0, connection.progress.percentage);
    onProgress({ file: name, percentage, rows: expected && Math.round((expected * percentage) / 100) });
  }, TICK_MS);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}
