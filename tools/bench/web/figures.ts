import { median, quantile, type Figure } from '../report.ts';
import { gzippedBytes } from './first-page.ts';
import type { Measured } from './measure.ts';

const p95 = (values: number[]) => quantile(values, 0.95);

/** The figures of all that was seen of a subject, with what the project asks of its own. */
export async function figuresOf({ first, filters, rested, large, moves, calm }: Measured): Promise<Figure[]> {
  const readable = first.map((it) => it.readable);
  const scripts = await Promise.all(first[0]!.scripts.map(gzippedBytes));
  const [whole, paint] = [filters.map((it) => it.whole), large.map((it) => it.paint)];
  const restedWhole = rested.map((it) => it.whole);
  const worst = (values: number[]) => Math.max(...values);
  const ms = (name: string, value: number, at_most?: number) => ({ name, value, unit: 'ms', at_most });
  return [
    ms('first_page.readable', median(readable), 1200),
    ms('first_page.readable_cold', readable[0]!),
    ms('first_page.drawn', median(first.map((it) => it.drawn))),
    {
      name: 'first_page.scripts',
      value: scripts.reduce((sum, bytes) => sum + bytes, 0) / 1000,
      unit: 'kB',
      at_most: 300,
    },
    ms('filter.p50', median(whole)),
    ms('filter.p95', p95(whole), 250),
    ms('filter_rested.p50', median(restedWhole)),
    ms('filter_rested.p95', p95(restedWhole), 250),
    ms('large_heatmap.paint.p50', median(paint)),
    ms('large_heatmap.paint.p95', p95(paint), 300),
    ms('move.key.p95', p95(moves.key), 16),
    ms('move.hover.p95', p95(moves.hover), 16),
    ms('move.next_paint.p95', p95(moves.nextPaint)),
    { name: 'layout_shift', value: worst(calm.map((it) => it.shift)), unit: 'share', at_most: 0.02 },
    ms('longest_task', worst(calm.map((it) => it.longestTask)), 200),
  ];
}
