import { copyFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, inject } from 'vitest';
import { locate, type Locations } from '../../ingest/paths.ts';
import type { QuestionName } from '../../src/lib/contracts/index.ts';
import { launchBrowser } from '../../tools/browser.ts';
import { askServer } from '../../tools/product.ts';
import type { Language } from './words.ts';

/** One browser for the tests of a file; each visit is a reader of its own. */
export function useBrowser() {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());
  return async (language: Language, options: BrowserContextOptions = {}): Promise<Page> => {
    const context = await browser.newContext({
      baseURL: inject('origin'),
      locale: language,
      viewport: { width: 1440, height: 900 },
      ...options,
    });
    context.setDefaultTimeout(30_000);
    return context.newPage();
  };
}

/** What the server's own interface answers. */
export const ask = <Name extends QuestionName>(
  name: Name,
  keys: Record<string, string> | URLSearchParams = {},
) => askServer(inject('origin'), name, keys);

/** Opens a page and waits until its scripts have taken over and its pictures are drawn. */
export async function open(page: Page, address: string): Promise<void> {
  await page.goto(address, { waitUntil: 'networkidle' });
}

/** Copies the run's published sample, and the key and working database beside it, for tests that write to it. */
export function copySample(folder: string): Locations {
  const sample = inject('sample');
  for (const name of readdirSync(sample).filter((it) => /\.(duckdb|key)$/.test(it)))
    copyFileSync(join(sample, name), join(folder, name));
  return locate(join(folder, 'payweather.duckdb'));
}
