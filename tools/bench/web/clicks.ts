import type { Locator, Page } from 'playwright-core';
import type { Seen } from './observe.ts';
import { seenBy } from './visit.ts';

/** One press of a link until the picture that it asks for is on the screen; milliseconds. */
export interface Click {
  /** From the press. */
  whole: number;
  /** From the last byte of the data. */
  paint: number;
}

/** The press, its data and its picture, once all three are there. */
function clickOf({ clicks, data, drawn }: Seen, before: number): Click | null {
  const clicked = clicks.at(-1);
  const ended = data.slice(before).at(-1)?.ended;
  if (clicked === undefined || ended === undefined) return null;
  const picture = drawn.find(({ finished }) => finished >= Math.max(clicked, ended));
  return picture ? { whole: picture.painted - clicked, paint: picture.painted - ended } : null;
}

/** The wait between the picture and the next press: nothing of one is counted to the next. */
const REST_MS = 250;
const PATIENCE_MS = 30_000;

/**
 * Presses what asks for another picture. The pointer comes and presses at once, so nothing was fetched ahead.
 * @throws Error when no picture comes
 */
export async function click(page: Page, link: Locator): Promise<Click> {
  await link.scrollIntoViewIfNeeded();
  const before = await page.evaluate(() => window.seen.data.length);
  await link.click();
  for (let waited = 0; waited < PATIENCE_MS; waited += REST_MS) {
    await page.waitForTimeout(REST_MS);
    const done = clickOf(await seenBy(page), before);
    if (done) return done;
  }
  throw new Error(`no picture came of a press at ${page.url()}`);
}
