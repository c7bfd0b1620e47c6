import type { Locator, Page } from 'playwright-core';
import { seenBy } from './visit.ts';

/** Moves from cell to cell by key and by pointer; milliseconds. */
export interface Moves {
  /** What a key costs: its handling and the frame that shows it, without the wait for the screen's beat. */
  key: number[];
  /** The same for the pointer, which the browser reports once a frame. */
  hover: number[];
  /** From a key to the next paint, that wait included, as Event Timing has it (in steps of 8; below 16 counts as 16). */
  nextPaint: number[];
}

const COUNT = 80;

/** Above the first cells: the totals and labels of the columns, and the filters that stay on top. In pixels. */
const HEAD = 120;
/** Within a window of 900 px. */
const BOTTOM = 860;

/** Longer than a few frames, as a hand is. */
const REST_MS = 60;

const ARROWS = ['ArrowRight', 'ArrowDown', 'ArrowRight', 'ArrowUp', 'ArrowDown'];

/** Moves over the picture of a page: first the cursor by arrow keys, then the pointer from one cell to another. */
export async function moveAbout(page: Page, picture: Locator): Promise<Moves> {
  await picture.scrollIntoViewIfNeeded();
  await picture.focus();
  const before = (await seenBy(page)).keys.length;
  for (let move = 0; move < COUNT; move += 1) {
    await page.keyboard.press(ARROWS[move % ARROWS.length]!);
    await page.waitForTimeout(REST_MS);
  }
  const { x, y, width } = (await picture.boundingBox())!;
  const top = Math.max(y, 0) + HEAD;
  for (let move = 0; move < COUNT; move += 1) {
    const across = x + width * (0.25 + (0.5 * ((move * 7) % COUNT)) / COUNT);
    await page.mouse.move(across, top + ((move * 31) % (BOTTOM - top)));
    await page.waitForTimeout(REST_MS);
  }
  const seen = await seenBy(page);
  const late = seen.keys.slice(before);
  const work = (type: string) =>
    seen.moves
      .filter((move) => move.type === type)
      .map(({ began, handled, frame, painted }) => painted - began - Math.max(0, frame - handled));
  return {
    key: work('keydown'),
    hover: work('pointermove'),
    nextPaint: [...late, ...Array<number>(Math.max(0, COUNT - late.length)).fill(16)],
  };
}
