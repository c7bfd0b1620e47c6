import { listValue } from '@duckdb/node-api';
import { eachPart, row, rows, type Database } from '../database.ts';

/** The combinations of place and rail, by their number; a text each. */
export interface Leaves {
  campus: string[];
  building: string[];
  channel: string[];
  bank: string[];
  method: string[];
  key: string[];
}

/** What was settled, in order of time: one entry per five minutes, leaf and category. */
export interface Bins {
  /** Five-minute bins since 1970, UTC. */
  bin: Int32Array;
  leaf: Int32Array;
  /** Number of the category; -1 for successes. */
  category: Int8Array;
  settled: Int32Array;
  /** Days since 1970 on the campus's clock. */
  date: Int32Array;
  halfHour: Uint8Array;
}

/** The first of the rows up to `to` that lies in a bin or after it; `to` where none does. */
export function rowOf({ bin }: Bins, wanted: number, to = bin.length): number {
  let [low, high] = [0, to];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (bin[middle]! < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Five minutes, in seconds. */
export const BIN_SECONDS = 300;

/** All leaves, ordered by their names, so that numbers do not depend on the order of loading. */
export async function readLeaves(database: Database): Promise<Leaves> {
  const found = await rows<
    Record<'campus_id' | 'building_id' | 'channel' | 'bank' | 'method' | 'key', string>
  >(
    database,
    `SELECT campus_id, building_id, channel, bank, method, CAST(leaf_key AS VARCHAR) AS key
     FROM dim_leaf ORDER BY ALL`,
  );
  return {
    campus: found.map((it) => it.campus_id),
    building: found.map((it) => it.building_id),
    channel: found.map((it) => it.channel),
    bank: found.map((it) => it.bank),
    method: found.map((it) => it.method),
    key: found.map((it) => it.key),
  };
}

/** The bins from the UTC date `from` on, with leaves and categories as numbers. */
export async function readBins(
  database: Database,
  leaves: Leaves,
  categories: readonly string[],
  from: string,
): Promise<Bins> {
  const { connection } = database;
  await connection.run('CREATE OR REPLACE TEMP TABLE leaf_numbers (leaf_key UBIGINT, leaf INTEGER)');
  if (leaves.key.length > 0) {
    const values = leaves.key.map((key, number) => `(${key}, ${number})`).join(', ');
    await connection.run(`INSERT INTO leaf_numbers VALUES ${values}`);
  }
  const parameters = { from };
  const { size } = await row<{ size: number }>(
    database,
    `SELECT CAST(count(*) AS DOUBLE) AS size FROM mart_bins
     JOIN leaf_numbers ON leaf_numbers.leaf_key = mart_bins.leaf_key
     WHERE utc_date >= CAST($from AS DATE)`,
    parameters,
  );
  const bins: Bins = {
    bin: new Int32Array(size),
    leaf: new Int32Array(size),
    category: new Int8Array(size),
    settled: new Int32Array(size),
    date: new Int32Array(size),
    halfHour: new Uint8Array(size),
  };
  const columns = [bins.bin, bins.leaf, bins.category, bins.settled, bins.date, bins.halfHour];
  let first = 0;
  await eachPart(
    database,
    `SELECT
       CAST(epoch(bin) // ${BIN_SECONDS} AS INTEGER) AS bin,
       leaf,
       CAST(coalesce(list_position($categories::VARCHAR[], category), 0) - 1 AS INTEGER) AS category,
       settled,
       CAST(local_date - DATE '1970-01-01' AS INTEGER) AS date,
       CAST(half_hour AS INTEGER) AS half_hour
     FROM mart_bins
     JOIN leaf_numbers ON leaf_numbers.leaf_key = mart_bins.leaf_key
     WHERE utc_date >= CAST($from AS DATE)
     ORDER BY 1, 2, 3`,
    { ...parameters, categories: listValue([...categories]) },
    (values, size) => {
      for (const [at, column] of columns.entries())
        for (let row = 0; row < size; row++) column[first + row] = values[at]!.getItem(row) as number;
      first += size;
    },
  );
  return bins;
}
