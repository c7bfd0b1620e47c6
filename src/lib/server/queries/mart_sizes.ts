import type { Run } from '../version.ts';

/** Asks how many rows each mart has; an older file lacks some. */
export async function martSizes(run: Run): Promise<Map<string, number>> {
  const rows = await run<{ mart: string; rows: number }>('mart_sizes', {});
  return new Map(rows.map((row) => [row.mart, row.rows]));
}
