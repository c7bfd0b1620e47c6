import { rows, type Database } from '../../../../ingest/database.ts';
import { CATEGORIES, type Scope } from '../worlds/types.ts';

/** Minutes of a bin; all rivals tick once a bin. */
export const BIN_MINUTES = 15;
export const BINS_A_DAY = 96;
export const BINS_AN_HOUR = 4;
const BIN_MS = BIN_MINUTES * 60_000;

/** What one slice saw, bin by bin: settled attempts, and failures of each category as sums from the beginning. */
export interface Slice {
  scope: Scope;
  /** Sum of the settled attempts before each bin. */
  settled: Float64Array;
  /** By category, the sum of the failures before each bin. */
  failures: Float64Array[];
}

/** A world's counts by bin for each building, channel, bank and campus. */
export interface Grid {
  /** Start of the first bin: a local midnight. */
  start: number;
  bins: number;
  slices: Slice[];
}

/** The end of a bin, when it can be judged. */
export const tickOf = ({ start }: Grid, bin: number): number => start + (bin + 1) * BIN_MS;

/** The sum over the bins from … to, the end exclusive. */
export const between = (sums: Float64Array, from: number, to: number): number =>
  sums[Math.max(0, to)]! - sums[Math.max(0, from)]!;

const COUNTS = `
  SELECT
    campus_id,
    CASE WHEN GROUPING(building_id) = 0 THEN building_id END AS building_id,
    channel,
    bank,
    (date_diff('minute', $start::TIMESTAMP, attempted_at) // ${BIN_MINUTES})::DOUBLE AS bin,
    coalesce(category, '') AS category,
    count(*)::DOUBLE AS n
  FROM int_attempts
  WHERE status IN ('succeeded', 'failed')
  GROUP BY GROUPING SETS (
    (campus_id, building_id, bin, category), (campus_id, bin, category), (channel, bin, category), (bank, bin, category)
  )
  HAVING bank IS NULL OR bank <> 'unknown'`;

type Count = Record<'campus_id' | 'building_id' | 'channel' | 'bank', string | null> & {
  bin: number;
  category: string;
  n: number;
};

/** Reads the counts of a world whose first local midnight and days are given. */
export async function gridOf(database: Database, start: number, days: number): Promise<Grid> {
  const bins = days * BINS_A_DAY;
  const slices = new Map<string, Slice>();
  const counts = await rows<Count>(database, COUNTS, {
    start: new Date(start).toISOString().slice(0, 19).replace('T', ' '),
  });
  for (const { campus_id, building_id, channel, bank, bin, category, n } of counts) {
    const key = [campus_id, building_id, channel, bank].join('|');
    let slice = slices.get(key);
    if (slice === undefined) {
      const scope = Object.fromEntries(
        Object.entries({ campus_id, building_id, channel, bank }).filter(([, value]) => value !== null),
      );
      slice = {
        scope,
        settled: new Float64Array(bins + 1),
        failures: CATEGORIES.map(() => new Float64Array(bins + 1)),
      };
      slices.set(key, slice);
    }
    if (bin < 0 || bin >= bins) continue;
    slice.settled[bin + 1]! += n;
    const index = CATEGORIES.indexOf(category as (typeof CATEGORIES)[number]);
    if (index >= 0) slice.failures[index]![bin + 1]! += n;
  }
  for (const { settled, failures } of slices.values())
    for (const sums of [settled, ...failures]) for (let i = 0; i < bins; i++) sums[i + 1]! += sums[i]!;
  return { start, bins, slices: [...slices.values()] };
}
