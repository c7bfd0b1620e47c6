import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { ask, open, useBrowser } from './visit.ts';
import { LANGUAGES, WORDS, type Language } from './words.ts';

const visit = useBrowser();

/** The keys of the cell with the most timeouts, as the page's address and the question both spell them. */
async function worstCell() {
  const { cells } = await ask('heatmap', { rows: 'building_id', columns: 'hour', category: 'timeout' });
  return cells.reduce((worst, cell) => (cell.failures > worst.failures ? cell : worst));
}

/** The list of a drawer's attempts; incidents that a cell has met are listed above it. */
const attemptsIn = (drawer: Locator) => drawer.getByRole('list').last();

/** What a drawer says about how many attempts it lists. */
const countIn = (drawer: Locator) => drawer.getByRole('status').filter({ hasText: /\d/ }).innerText();

/** What a shared link must bring back. */
async function stateOf(page: Page, language: Language) {
  const words = WORDS[language];
  const current = (name: string) =>
    page.getByRole('navigation', { name, exact: true }).locator('[aria-current]').allInnerTexts();
  const drawer = page.getByRole('dialog');
  await attemptsIn(drawer).getByRole('listitem').first().waitFor();
  return {
    headline: await page.getByRole('heading', { level: 1 }).innerText(),
    category: await current(words.categories),
    view: await current(words.view),
    cell: await drawer.getByRole('heading', { level: 2 }).innerText(),
    attempts: await attemptsIn(drawer).innerText(),
    count: await countIn(drawer),
  };
}

describe.each(LANGUAGES)('the way from the headline to one order, in %s', (language) => {
  const words = WORDS[language];

  it('goes through the heatmap, a cell and its attempts, and can be shared', async () => {
    const page = await visit(language);
    await open(page, '/');
    const { failures } = await ask('summary');
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toContain(
      failures.value!.toLocaleString(language),
    );

    await page
      .getByRole('navigation', { name: words.nav })
      .getByRole('link', { name: words.heatmap, exact: true })
      .click();
    await page.getByRole('img', { name: words.picture }).waitFor();
    const timeouts = page
      .getByRole('navigation', { name: words.categories, exact: true })
      .getByRole('link', { name: words.timeout });
    await timeouts.click();
    await page.waitForURL(/category=timeout/);
    expect(await timeouts.getAttribute('aria-current')).toBe('true');
    await page
      .getByRole('navigation', { name: words.view, exact: true })
      .getByRole('link', { name: words.table, exact: true })
      .click();
    await page.getByRole('table').waitFor();

    const cell = await worstCell();
    expect(cell.failures).toBeGreaterThan(0);
    await page.locator(`td a[href$="row=${cell.row}&column=${cell.column}"]`).click();
    const drawer = page.getByRole('dialog');
    const attempts = attemptsIn(drawer).getByRole('listitem');
    await attempts.first().waitFor();
    const keys = {
      building_id: `${cell.row}`,
      hour: `${cell.column}`,
      category: 'timeout',
      status: 'failed',
    };
    const answer = await ask('attempts', keys);
    expect(answer.total).toBe(cell.failures);
    expect(Number.parseInt(await countIn(drawer))).toBe(answer.total);
    expect(await attempts.count()).toBe(Math.min(answer.total, 50));

    const state = await stateOf(page, language);
    const link = page.url();
    const other = await visit(language);
    await open(other, link);
    expect(await stateOf(other, language)).toEqual(state);
    await other.context().close();

    await attempts.first().getByRole('link').click();
    await page.getByRole('heading', { level: 2, name: words.story }).waitFor();
    const { order_id, campus_id } = answer.attempts[0]!;
    expect(page.url()).toContain(`/orders/${order_id}`);
    const order = await ask('attempts', { order_id: order_id!, campus_id });
    const steps = page.getByRole('main').getByRole('list').getByRole('listitem');
    expect(await steps.count()).toBe(order.total);

    await page.getByRole('main').getByRole('link', { name: words.heatmap, exact: true }).click();
    expect(await stateOf(page, language)).toEqual(state);
    await page.getByRole('dialog').getByRole('link', { name: words.close, exact: true }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(new URL(page.url()).searchParams.get('row')).toBeNull();
    await page.context().close();
  });

  it('opens the cell of the picture that is pressed, and pages through its attempts', async () => {
    const page = await visit(language);
    await open(page, '/heatmap?rows=channel&columns=campus_id&metric=failures');
    const picture = page.getByRole('img', { name: words.picture });
    await picture.locator('canvas').first().waitFor();
    const { width, height } = (await picture.boundingBox())!;
    await picture.click({ position: { x: width * 0.85, y: height * 0.3 } });
    await page.waitForURL(/column=/);
    const chosen = new URL(page.url()).searchParams;
    const { campuses } = await ask('quality');
    expect(chosen.get('column')).toBe(campuses.at(-1)!.campus_id);

    const keys = { channel: chosen.get('row')!, campus_id: chosen.get('column')!, status: 'failed' };
    const { total } = await ask('attempts', keys);
    expect(total).toBeGreaterThan(100);
    const drawer = page.getByRole('dialog');
    const attempts = attemptsIn(drawer).getByRole('listitem');
    await drawer.getByRole('button', { name: words.more }).scrollIntoViewIfNeeded();
    await attempts.nth(99).waitFor();
    expect(await attempts.count()).toBe(100);
    expect(new Set(await attempts.getByRole('link').allTextContents()).size).toBeGreaterThan(90);
    await page.keyboard.press('Escape');
    await drawer.waitFor({ state: 'detached' });
    await page.context().close();
  });
});
