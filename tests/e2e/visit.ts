import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, inject } from 'vitest';
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
