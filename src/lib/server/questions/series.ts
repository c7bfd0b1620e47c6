import type { Grain, QuestionKeys, SeriesAnswer } from '../../contracts/index.ts';
import { compareKeys, toKey } from '../axes.ts';
import { askCells } from '../cells.ts';
import type { Axis } from '../cells.ts';
import { windowOf } from '../filters.ts';
import { provenanceOf } from '../provenance.ts';
import type { Lease } from '../version.ts';

const BUCKETS: Record<Grain, Axis> = {
  hour: 'hour_start',
  day: 'date',
  week: 'week_start',
  month: 'month_start',
};

/** Attempts over time; buckets without attempts are absent. */
export async function series(lease: Lease, keys: QuestionKeys<'series'>): Promise<SeriesAnswer> {
  const { metric, by } = keys;
  const window = windowOf(keys, lease.version);
  const head = { ...provenanceOf(lease.version, window), metric };
  if (!window) return { ...head, points: [] };
  const axis = by ?? 'nothing';
  const found = await askCells(lease, { keys, window, rows: BUCKETS[keys.grain], columns: axis, metric });
  const points = found
    .map(({ row, column, ...counts }) => ({
      bucket: bucketText(row ?? ''),
      by: by ? toKey(by, column) : null,
      ...counts,
    }))
    .sort((a, b) => compareKeys('date', a.bucket, b.bucket) || compareKeys(axis, a.by ?? '', b.by ?? ''));
  return { ...head, points };
}

/** `2026-09-25 12:00:00` as `2026-09-25T12:00`; a date stays as it is. */
function bucketText(text: string): string {
  return text.slice(0, 16).replace(' ', 'T');
}
