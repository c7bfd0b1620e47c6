import type { SeriesAnswer } from '../contracts/index.ts';
import { ratio } from '../format/rate.ts';

/** The tiny trend of a figure: one value a bucket, none where nothing was settled. */
export type Trend = (number | null)[];

/** The answers over time that the trends are made from. */
export interface TrendAnswers {
  /** By category. */
  series: SeriesAnswer;
  totals: SeriesAnswer;
  lostOrders: SeriesAnswer;
  lostAmount: SeriesAnswer;
}

/**
 * The trends beside the figures, by figure; each has its buckets in time's order. While orders of the last
 * bucket may still be paid, its lost orders are left out.
 */
export function trends(
  { series, totals: failures, lostOrders, lostAmount }: TrendAnswers,
  immature: boolean,
): Record<string, Trend> {
  const mature = ({ points }: SeriesAnswer) =>
    points.slice(0, immature ? -1 : undefined).map(({ value }) => value);
  const unknown = new Map(
    series.points.filter(({ by }) => by === 'unknown').map(({ bucket, failures }) => [bucket, failures]),
  );
  return {
    failure_rate: failures.points.map(({ failures, settled }) => (settled > 0 ? failures / settled : null)),
    failures: failures.points.map(({ failures, settled }) => (settled > 0 ? failures : null)),
    lost_orders: mature(lostOrders),
    lost_amount: mature(lostAmount),
    unknown_share: failures.points.map(({ bucket, failures }) => ratio(unknown.get(bucket) ?? 0, failures)),
  };
}

/** The path of a trend in a box, from zero; it is interrupted where there is no value. */
export function sparkline(trend: Trend, width: number, height: number): string {
  const most = Math.max(...trend.map((value) => value ?? 0));
  if (trend.length < 2 || most <= 0) return '';
  let pen = 'M';
  return trend
    .map((value, index) => {
      if (value === null) {
        pen = 'M';
        return '';
      }
      const x = (index / (trend.length - 1)) * width;
      const point = `${pen}${x.toFixed(1)} ${(height - (value / most) * height).toFixed(1)}`;
      pen = 'L';
      return point;
    })
    .join('');
}
