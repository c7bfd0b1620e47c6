import type { Database } from '../../../../ingest/database.ts';
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

/** A slice is named by its scope as JSON, of which null keys are left out. */
const COUNTS = `
  WITH counted AS (
    SELECT
      campus_id,
      building_id,
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
  )
  SELECT
    json_merge_patch('{}', json_object('campus_id', campus_id, 'building_id', building_id, 'channel', channel, 'bank', bank))::VARCHAR,
    category,
    bin,
    n
  FROM counted
  WHERE bank IS NULL OR bank <> 'unknown'
  ORDER BY ALL`;

/** Reads the counts of a world whose first local midnight and days are given. */
export async function gridOf({ connection }: Database, start: number, days: number): Promise<Grid> {
  const bins = days * BINS_A_DAY;
  const slices = new Map<string, Slice>();
  const from = new Date(start).toISOString().slice(0, 19).replace('T', ' ');
  const columns = (await connection.runAndReadAll(COUNTS, { start: from })).getColumnsJS();
  const [places, texts, bin, counts] = columns as [string[], string[], number[], number[]];
  places.forEach((place, i) => {
    let slice = slices.get(place);
    if (slice === undefined) {
      const failures = CATEGORIES.map(() => new Float64Array(bins + 1));
      slice = { scope: JSON.parse(place) as Scope, settled: new Float64Array(bins + 1), failures };
      slices.set(place, slice);
    }
    const at = bin[i]! + 1;
    if (at < 1 || at > bins) return;
    slice.settled[at]! += counts[i]!;
    const category = CATEGORIES.indexOf(texts[i] as (typeof CATEGORIES)[number]);
    if (category >= 0) slice.failures[category]![at]! += counts[i]!;
  });
  for (const { settled, failures } of slices.values())
    for (const sums of [settled, ...failures]) for (let i = 0; i < bins; i++) sums[i + 1]! += sums[i]!;
  return { start, bins, slices: [...slices.values()] };
}
