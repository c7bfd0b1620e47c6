import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchBrowser } from '../../browser.ts';
import { build, isBuilt } from '../../build.ts';
import { askServer, serve } from '../../product.ts';
import { prepared } from '../prepared.ts';
import { median, quantile, report, reportMachine } from '../report.ts';
import { gzippedBytes } from './first-page.ts';
import { measure, type Measured } from './measure.ts';
import { serveMinimum } from './minimum-server.ts';
import { minimumAt, productAt, QUERIES, sizesOf } from './subjects.ts';
import { visitor } from './visit.ts';

const kilobytes = async ({ first }: Measured) => {
  const sizes = await Promise.all(first[0]!.scripts.map(gzippedBytes));
  return sizes.reduce((sum, bytes) => sum + bytes, 0) / 1000;
};

/** The figures of a subject, each a number by its name. */
const FIGURES: {
  name: string;
  unit: string;
  at_most?: number;
  of: (seen: Measured) => number | Promise<number>;
}[] = [
  {
    name: 'first_page.readable',
    unit: 'ms',
    at_most: 1200,
    of: ({ first }) => median(first.map((it) => it.readable)),
  },
  { name: 'first_page.drawn', unit: 'ms', of: ({ first }) => median(first.map((it) => it.drawn)) },
  { name: 'first_page.scripts', unit: 'kB', at_most: 300, of: kilobytes },
  { name: 'filter.p50', unit: 'ms', of: ({ filters }) => median(filters.map((it) => it.whole)) },
  {
    name: 'filter.p95',
    unit: 'ms',
    at_most: 250,
    of: ({ filters }) =>
      quantile(
        filters.map((it) => it.whole),
        0.95,
      ),
  },
  { name: 'large_heatmap.paint.p50', unit: 'ms', of: ({ large }) => median(large.map((it) => it.paint)) },
  {
    name: 'large_heatmap.paint.p95',
    unit: 'ms',
    at_most: 300,
    of: ({ large }) =>
      quantile(
        large.map((it) => it.paint),
        0.95,
      ),
  },
  {
    name: 'large_heatmap.filter.p95',
    unit: 'ms',
    of: ({ large }) =>
      quantile(
        large.map((it) => it.whole),
        0.95,
      ),
  },
  { name: 'move.key.p95', unit: 'ms', at_most: 16, of: ({ moves }) => quantile(moves.key, 0.95) },
  { name: 'move.hover.p95', unit: 'ms', at_most: 16, of: ({ moves }) => quantile(moves.hover, 0.95) },
  { name: 'move.next_paint.p95', unit: 'ms', of: ({ moves }) => quantile(moves.nextPaint, 0.95) },
  {
    name: 'layout_shift',
    unit: '',
    at_most: 0.02,
    of: ({ calm }) => Math.max(...calm.map((it) => it.shift)),
  },
  {
    name: 'longest_task',
    unit: 'ms',
    at_most: 200,
    of: ({ calm }) => Math.max(...calm.map((it) => it.longestTask)),
  },
];

/**
 * The production build in Chromium over a year of `--rows N` attempts (default 20,000,000) in more than 400 buildings,
 * beside the least that ECharts can do for the same heatmaps, whose answers lie in memory. The database stays in
 * `--dir DIR` for the next run; the first page is opened `--runs N` times (default 9) as by a new reader.
 *
 * Measured in the page: `readable` is the largest contentful paint; `drawn` the frame after ECharts' first `finished`;
 * `filter` goes from the press of a category to the frame after `finished`, for questions that nobody asked before and
 * with nothing fetched ahead; `large_heatmap.paint` from the last byte of the data of all buildings to that frame;
 * `move` is what the main thread does for one step over the cells, `next_paint` Event Timing's figure with the wait for
 * the screen; `scripts` are all that the first page loads, as sent to who takes gzip; `layout_shift` and `longest_task`
 * are the worst of all pages that were opened.
 */
export async function benchWeb({
  rows = 20_000_000,
  runs = 9,
  dir = join(tmpdir(), 'payweather-bench'),
}: {
  rows?: number;
  runs?: number;
  dir?: string;
}): Promise<void> {
  if (!isBuilt() && (await build(['--logLevel', 'warn'])) !== 0) throw new Error('the build failed');
  const product = await serve(await prepared(dir, rows));
  const browser = await launchBrowser();
  try {
    reportMachine({ chromium: browser.version(), rows });
    const visit = await visitor(browser);
    const own = productAt(product.origin, visit);
    const measured = await measure(own, runs);
    const answers = new Map<string, string>();
    for (const query of QUERIES)
      answers.set(
        query,
        JSON.stringify(await askServer(product.origin, 'heatmap', new URLSearchParams(query))),
      );
    const minimum = await serveMinimum(answers);
    const least = await measure(minimumAt(minimum.origin, visit, await sizesOf(own)), runs);
    for (const { name, unit, at_most, of } of FIGURES) {
      const [value, baseline] = [await of(measured), await of(least)];
      report({ name: `web.echarts.${name}`, value: baseline, unit });
      report({
        name: `web.${name}`,
        value,
        unit,
        at_most,
        ratio: value / baseline,
        baseline: `web.echarts.${name}`,
      });
    }
    minimum.stop();
  } finally {
    await browser.close();
    await product.stop();
  }
}
