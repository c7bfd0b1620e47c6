import type { Browser, Page } from 'playwright-core';
import { bundle } from './bundle.ts';
import type { Seen } from './observe.ts';

/** A reader who has never been here: nothing cached, an English desktop, and an observer in every page. */
export type Visit = () => Promise<Page>;

/** How readers come, with what watches their pages put into each. */
export async function visitor(browser: Browser): Promise<Visit> {
  const observer = await bundle('observe.ts');
  return async () => {
    const context = await browser.newContext({ locale: 'en', viewport: { width: 1440, height: 900 } });
    context.setDefaultTimeout(60_000);
    await context.addInitScript({ content: observer });
    return context.newPage();
  };
}

/** What the page saw of itself until now. */
export const seenBy = (page: Page): Promise<Seen> => page.evaluate(() => window.seen);

/** Waits until a picture has been drawn, and nothing is under way. */
export async function settled(page: Page): Promise<void> {
  await page.waitForFunction(() => window.seen.drawn.length > 0, null, { polling: 50 });
  await page.waitForLoadState('networkidle');
}

/** What disturbs a reader of a page after its load. */
export interface Calm {
  shift: number;
  /** The longest task that ended after the load event, in milliseconds; 0 where none took 50 ms. */
  longestTask: number;
}

/** How calm a page was until now. */
export async function calmOf(page: Page): Promise<Calm> {
  const { shift, tasks } = await seenBy(page);
  const loaded = await page.evaluate(
    () => (performance.getEntriesByType('navigation')[0] as PerformanceNavigationTiming).loadEventStart,
  );
  const late = tasks.filter(({ began, took }) => began + took > loaded);
  return { shift, longestTask: Math.max(0, ...late.map(({ took }) => took)) };
}
