import type { SeriesAnswer, SeriesPoint } from '../contracts/index.ts';

/** The categories that a trend shows by themselves; the rest stands behind "other". */
export const SHOWN: readonly string[] = ['network', 'balance', 'timeout', 'unpaid', 'unknown'];

/** What the rest is called among the values of `by`. */
export const OTHER = 'other';

/** The same series with the smaller categories added up, bucket by bucket. Their failures never overlap. */
export function withOthers(answer: SeriesAnswer): SeriesAnswer {
  const points: SeriesPoint[] = [];
  const others = new Map<string, SeriesPoint>();
  for (const point of answer.points) {
    const known = others.get(point.bucket);
    if (SHOWN.includes(String(point.by))) points.push(point);
    else if (!known) {
      const other = { ...point, by: OTHER };
      others.set(point.bucket, other);
      points.push(other);
    } else {
      known.failures += point.failures;
      known.value = (known.value ?? 0) + (point.value ?? 0);
    }
  }
  return { ...answer, points };
}
