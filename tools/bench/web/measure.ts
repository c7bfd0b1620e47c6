import { click, type Click, type Hand } from './clicks.ts';
import { firstPage, type FirstPage } from './first-page.ts';
import { moveAbout, type Moves } from './moves.ts';
import { NEARLY_MONTHS, WINDOWS } from '../windows.ts';
import { CATEGORIES, type Subject } from './subjects.ts';
import { calmOf, settled, type Calm } from './visit.ts';

/** All that was seen of a subject. */
export interface Measured {
  first: FirstPage[];
  /** Presses that narrow the picture of the worst buildings. */
  filters: Click[];
  /** The same by a hand that rests on what it presses. */
  rested: Click[];
  /** The same where all buildings are shown. */
  large: Click[];
  /** Over the picture of all buildings. */
  moves: Moves;
  /** Of every page that was opened. */
  calm: Calm[];
}

/** How many windows are gone through with all buildings shown. */
const LARGE = 5;

/** Opens the subject's first page `runs` times, presses every category in every window, and moves over the cells. */
export async function measure(subject: Subject, runs: number): Promise<Measured> {
  const first: FirstPage[] = [];
  for (let run = 0; run < runs; run += 1) first.push(await firstPage(subject.visit, subject.first));
  const calm: Calm[] = [...first];
  const page = await subject.visit();
  const open = async (window: string, all: boolean) => {
    await page.goto(subject.heatmap(window, all));
    await settled(page);
  };
  const pressAll = async (windows: readonly string[], all: boolean, hand: Hand) => {
    const clicks: Click[] = [];
    for (const window of windows) {
      await open(window, all);
      for (const category of CATEGORIES)
        clicks.push(await click(page, subject.link(page, window, category), hand));
      calm.push(await calmOf(page));
    }
    return clicks;
  };
  const filters = await pressAll(WINDOWS, false, 'at once');
  const rested = await pressAll(NEARLY_MONTHS, false, 'resting');
  const large = await pressAll(WINDOWS.slice(0, LARGE), true, 'at once');
  await open(WINDOWS[0]!, true);
  const moves = await moveAbout(page, page.locator(subject.picture));
  calm.push(await calmOf(page));
  await page.context().close();
  return { first, filters, rested, large, moves, calm };
}
