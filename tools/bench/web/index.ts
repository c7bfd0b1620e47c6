import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchBrowser } from '../../browser.ts';
import { build, isBuilt } from '../../build.ts';
import { askServer, serve } from '../../product.ts';
import { prepared } from '../prepared.ts';
import { report, reportMachine } from '../report.ts';
import { figuresOf } from './figures.ts';
import { measure } from './measure.ts';
import { serveMinimum } from './minimum-server.ts';
import { minimumAt, productAt, QUERIES, sizesOf } from './subjects.ts';
import { visitor } from './visit.ts';

/**
 * The production build in Chromium over a year of `--rows N` attempts (default 20,000,000) in more than 400 buildings,
 * beside the least that ECharts can do for the same heatmaps, whose answers lie in memory. The database stays in
 * `--dir DIR` for the next run; the first page is opened `--runs N` times (default 9) as by a new reader.
 *
 * Measured in the page: `readable` is the largest contentful paint (`readable_cold`: of the first reader of a
 * server just started); `drawn` the frame after ECharts' first `finished`;
 * `filter` goes from the press of a category to the frame after `finished`, for questions that nobody asked before and
 * with nothing fetched ahead; `filter_rested` the same by a pointer that rests on the link for 200 ms and holds it for 80, as
 * a hand does, so that the page may fetch ahead; `large_heatmap.paint` from the last byte of the data of all buildings to that frame;
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
    for (const query of QUERIES) {
      const answer = await askServer(product.origin, 'heatmap', new URLSearchParams(query));
      answers.set(query, JSON.stringify(answer));
    }
    const minimum = await serveMinimum(answers);
    try {
      const least = await measure(minimumAt(minimum.origin, visit, await sizesOf(own)), runs);
      const bases = await figuresOf(least);
      for (const [index, figure] of (await figuresOf(measured)).entries()) {
        const baseline = `web.echarts.${figure.name}`;
        const { value, unit } = bases[index]!;
        report({ name: baseline, value, unit });
        const ratio = value > 0 ? figure.value / value : undefined;
        report({ ...figure, name: `web.${figure.name}`, ratio, baseline });
      }
    } finally {
      minimum.stop();
    }
  } finally {
    await browser.close();
    await product.stop();
  }
}
