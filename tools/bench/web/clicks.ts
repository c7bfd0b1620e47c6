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

/** How a pointer presses: at once, so that nothing was fetched ahead, or as a hand does, which rests before and while it presses. */
export type Hand = 'at once' | 'resting';

/** How long a hand rests on what it is about to press, and then holds it down. */
const HOVER_MS = 200;
const HOLD_MS = 80;

/**
 * Presses what asks for another picture.
 * @throws Error when no picture comes
 */
export async function click(page: Page, link: Locator, hand: Hand): Promise<Click> {
  await link.scrollIntoViewIfNeeded();
  const before = await page.evaluate(() => window.seen.data.length);
  if (hand === 'resting') {
    await link.hover();
    await page.waitForTimeout(HOVER_MS);
  }
  await link.click({ delay: hand === 'resting' ? HOLD_MS : 0 });
  for (let waited = 0; waited < PATIENCE_MS; waited += REST_MS) {
    await page.waitForTimeout(REST_MS);
    const done = clickOf(await seenBy(page), before);
    if (done) return done;
  }
  throw new Error(`no picture came of a press at ${page.url()}`);
}
