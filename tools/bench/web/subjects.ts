import type { Locator, Page } from 'playwright-core';
import { NEARLY_MONTHS, WINDOWS } from '../windows.ts';
import { minimumAddress, type Shown } from './minimum-server.ts';
import { settled, type Visit } from './visit.ts';

/** A page that shows heatmaps, and the ways to ask for another one. */
export interface Subject {
  visit: Visit;
  /** What a reader opens first. */
  first: string;
  /** The failure rate by building and hour in a window: of the worst buildings, or of all. */
  heatmap: (window: string, all: boolean) => string;
  /** What narrows that heatmap to the failures of a category. */
  link: (page: Page, window: string, category: string) => Locator;
  /** What takes keys and pointer. */
  picture: string;
}

export const CATEGORIES = ['network', 'balance', 'timeout', 'unpaid'] as const;

/** How many of the worst buildings the product shows first. */
const FIRST = 40;

const queryOf = (window: string, category = '') =>
  `rows=building_id&columns=hour&metric=failure_rate&${window}${category && `&category=${category}`}`;

/** Every query that a measurement asks of ECharts' minimum page. */
export const QUERIES = [...WINDOWS, ...NEARLY_MONTHS].flatMap((window) =>
  ['', ...CATEGORIES].map((category) => queryOf(window, category)),
);

/** The product's own pages. */
export const productAt = (origin: string, visit: Visit): Subject => ({
  visit,
  first: `${origin}/`,
  heatmap: (window, all) => `${origin}/heatmap?${window}${all ? '&all=1' : ''}`,
  link: (page, _, category) => page.locator(`main nav a[href*="category=${category}"]`).first(),
  picture: '#heatmap [role=group][tabindex="0"]',
});

/** The sizes of the product's two pictures, for ECharts' page to draw the same. */
export async function sizesOf({ visit, heatmap, picture }: Subject) {
  const page = await visit();
  const size = async (all: boolean): Promise<Omit<Shown, 'query'>> => {
    await page.goto(heatmap(WINDOWS[0]!, all));
    await settled(page);
    const { width, height } = (await page.locator(picture).boundingBox())!;
    return { most: all ? 10_000 : FIRST, width, height };
  };
  const sizes = { few: await size(false), all: await size(true) };
  await page.context().close();
  return sizes;
}

/** ECharts' minimum page with the same heatmaps at the same size. */
export function minimumAt(origin: string, visit: Visit, sizes: Awaited<ReturnType<typeof sizesOf>>): Subject {
  const heatmap = (window: string, all: boolean) =>
    minimumAddress(origin, { query: queryOf(window), ...(all ? sizes.all : sizes.few) });
  return {
    visit,
    heatmap,
    first: heatmap(WINDOWS.at(-2)!, false),
    link: (page, window, category) => page.locator(`button[value="${queryOf(window, category)}"]`),
    picture: '#chart',
  };
}
