import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { locate, ROOT, type Locations } from '../../ingest/paths.ts';
import { loadSample } from '../../src/cli/sample.ts';
import { launchBrowser, requireBrowser } from '../browser.ts';
import { build, isBuilt } from '../build.ts';
import { serve } from '../product.ts';
import { shotsOf, WITHOUT_DATA, type Shot } from './pages.ts';

const OUT = join(ROOT, 'screenshots');
const WORK = join(ROOT, 'data', 'screenshots');

const READERS = [
  { width: 1440, height: 900 },
  { width: 390, height: 844, isMobile: true, hasTouch: true },
].flatMap(({ width, height, ...device }) =>
  (['light', 'dark'] as const).flatMap((colorScheme) =>
    ['zh-CN', 'en'].map((locale) => ({ ...device, viewport: { width, height }, colorScheme, locale })),
  ),
);

const say = (text: string) => process.stderr.write(`${text}\n`);

/** One reader goes through all pages. Names sort by page, then size, look and language. */
async function shoot(
  browser: Browser,
  origin: string,
  shots: Record<string, Shot>,
  reader: (typeof READERS)[number],
): Promise<void> {
  const context = await browser.newContext({ baseURL: origin, ...reader });
  const page = await context.newPage();
  const { viewport, colorScheme, locale } = reader;
  for (const [name, { address, act }] of Object.entries(shots)) {
    await page.goto(address, { waitUntil: 'networkidle' });
    await act?.(page);
    const words = [name.replaceAll(/\W+/g, '-'), viewport.width, colorScheme, locale.slice(0, 2)];
    await page.screenshot({ path: join(OUT, `${words.join('.')}.png`), fullPage: !act });
  }
  await context.close();
}

/** Takes pictures for every reader of what a database has to show. */
async function shootAll(
  browser: Browser,
  locations: Locations,
  shotsAt: (origin: string) => Record<string, Shot> | Promise<Record<string, Shot>>,
): Promise<void> {
  const product = await serve(locations);
  try {
    const shots = await shotsAt(product.origin);
    for (const reader of READERS) await shoot(browser, product.origin, shots, reader);
  } finally {
    await product.stop();
  }
}

process.env['PAYWEATHER_CHROMIUM'] ??= requireBrowser();
if (!isBuilt() && (await build(['--logLevel', 'warn'])) !== 0) throw new Error('the build failed');
for (const folder of [OUT, WORK]) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
}
const browser = await launchBrowser();
try {
  say('Simulating and loading the sample (about a minute) …');
  const sample = locate(join(WORK, 'payweather.duckdb'));
  await loadSample(sample, join(WORK, 'log'));
  say(`Taking pictures into ${OUT} …`);
  await shootAll(browser, sample, shotsOf);
  await shootAll(browser, locate(join(WORK, 'none', 'payweather.duckdb')), () => WITHOUT_DATA);
} finally {
  await browser.close();
  rmSync(WORK, { recursive: true });
}
