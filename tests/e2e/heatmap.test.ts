import type { Locator } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { ask, open, useBrowser } from './visit.ts';

const visit = useBrowser();
const ADDRESS = '/heatmap?rows=channel&columns=hour&metric=failures';

describe('the heatmap', { timeout: 60_000 }, () => {
  it('selects a block by dragging; the attempts are those of the block; the link restores it elsewhere', async () => {
    const page = await visit('en');
    await open(page, ADDRESS);
    const canvas = (await page.locator('#heatmap canvas').first().boundingBox())!;
    const at = (x: number, y: number): [number, number] => [
      canvas.x + canvas.width * x,
      canvas.y + canvas.height * y,
    ];
    await page.mouse.move(...at(0.45, 0.5));
    await page.mouse.down();
    await page.mouse.move(...at(0.6, 0.7), { steps: 5 });
    await page.mouse.up();
    await page.waitForURL(/row=.*column=/);
    expect(await page.locator('#heatmap .tip').count()).toBe(0);
    const { searchParams } = new URL(page.url());
    const [rows, columns] = [searchParams.getAll('row'), searchParams.getAll('column')];
    expect(rows.length).toBeGreaterThan(1);
    expect(columns.length).toBeGreaterThan(1);
    const query = new URLSearchParams([
      ...rows.map((row) => ['channel', row]),
      ...columns.map((column) => ['hour', column]),
      ['status', 'failed'],
      ['limit', '1'],
    ]);
    const { from, to } = await ask('heatmap', { rows: 'channel', columns: 'hour' });
    expect(from && to).toBeTruthy();
    const drawer = page.getByRole('dialog');
    await drawer
      .getByText(/settled|failed/)
      .first()
      .waitFor();
    const shown = Number(/([\d,]+) failures?/.exec(await drawer.innerText())?.[1]?.replaceAll(',', ''));
    const window = await page.locator('#heatmap').innerText();
    expect(window).toContain('failures');
    const { total } = await ask('attempts', query);
    expect(shown).toBeGreaterThan(0);
    expect(shown).toBeLessThanOrEqual(total);

    const fresh = await visit('en');
    await open(fresh, page.url());
    const again = fresh.getByRole('dialog');
    await again
      .getByText(/settled|failed/)
      .first()
      .waitFor();
    expect(await again.getByRole('heading').first().innerText()).toBe(
      await drawer.getByRole('heading').first().innerText(),
    );
    await page.context().close();
    await fresh.context().close();
  });

  it('opens a line by its whole head and by its total, and says the total in full', async () => {
    const page = await visit('en');
    await open(page, ADDRESS);
    const picture = page.locator('#heatmap canvas').first();
    const { width, height } = (await picture.boundingBox())!;
    for (const [x, y, opened] of [
      [3, height - 16, /row=/],
      [width - 3, height - 46, /row=/],
      [width / 2, 3, /column=/],
    ] as const) {
      await picture.hover({ position: { x, y } });
      expect(await page.locator('#heatmap .tip').innerText()).toMatch(
        /^[\d,]+ .*\n[\d,]+ \/ [\d,]+ attempts/,
      );
      await picture.click({ position: { x, y } });
      await page.waitForURL(opened);
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    }
    await page.context().close();
  });

  it('is walked by keys alone from the start page to the story of an order', async () => {
    const page = await visit('en');
    await open(page, '/');
    const tabTo = async (target: Locator, most: number) => {
      const has = () => target.evaluate((element) => element === document.activeElement);
      for (let tab = 0; tab < most && !(await has()); tab++) await page.keyboard.press('Tab');
      expect(await has()).toBe(true);
    };
    const nav = page.getByRole('navigation').getByRole('link', { name: 'Heatmap', exact: true }).first();
    await tabTo(nav, 20);
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/heatmap/);
    const picture = page.locator('#heatmap .picture');
    await picture.locator('canvas').waitFor();
    await tabTo(picture, 60);
    for (let step = 0; step < 13; step++) await page.keyboard.press('ArrowRight');
    const said = picture.getByRole('status');
    expect(await said.innerText()).toMatch(/12:00–13:00 · \S+ · [\d,]+ \/ [\d,]+ attempts/);
    await page.keyboard.press('Enter');
    await page.waitForURL(/column=12/);
    const story = page.locator('a[href^="/orders/"]').first();
    await story.waitFor();
    for (let tab = 0; tab < 90 && !(await story.evaluate((link) => link === document.activeElement)); tab++)
      await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/orders\//);
    await page.context().close();
  });

  it('aligns month ends of 28, 30 and 31 days by the days that are left', async () => {
    const page = await visit('en');
    await open(page, '/heatmap?rows=date&columns=days_to_month_end&metric=attempts&view=table');
    const rows = await page
      .locator('#heatmap tbody tr')
      .evaluateAll((lines) =>
        lines.map((line) => [...line.querySelectorAll('td')].map((cell) => cell.textContent!.trim())),
      );
    expect(rows.length).toBeGreaterThan(20);
    for (const cells of rows)
      expect(cells.slice(0, 31).filter((text) => /\d/.test(text)).length).toBeLessThanOrEqual(1);
    await page.context().close();
  });

  it('spans a block by Shift and arrows, says what it holds, and opens it', async () => {
    const page = await visit('en');
    await open(page, `${ADDRESS}`);
    const picture = page.locator('#heatmap .picture');
    await picture.locator('canvas').waitFor();
    await picture.focus();
    for (const key of ['ArrowRight', 'ArrowDown', 'Shift+ArrowRight', 'Shift+ArrowRight', 'Shift+ArrowDown'])
      await page.keyboard.press(key);
    expect(await picture.getByRole('status').innerText()).toMatch(
      /^2 × \S+ · 3 × Hour · [\d,]+ \/ [\d,]+ attempts · failure rate [\d.]+%$/,
    );
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    const chosen = new URL(page.url()).searchParams;
    expect([chosen.getAll('row').length, chosen.getAll('column')]).toEqual([2, ['0', '1', '2']]);
    await page.keyboard.press('Escape');
    await page.keyboard.press('ArrowRight');
    expect(await picture.getByRole('status').innerText()).not.toMatch(/ × /);
    await page.context().close();
  });

  it('keeps the frame on its cell where a drawer makes the picture narrower', async () => {
    const page = await visit('en');
    await open(page, '/heatmap');
    const picture = page.locator('#heatmap .picture');
    await picture.locator('canvas').waitFor();
    await picture.focus();
    const { width: wide } = (await picture.boundingBox())!;
    for (let step = 0; step < 24; step++) await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await expect.poll(async () => (await picture.boundingBox())!.width).toBeLessThan(wide - 100);
    const right = async (part: Locator) => {
      const { x, width } = (await part.boundingBox())!;
      return x + width;
    };
    await expect.poll(async () => (await right(picture.locator('.box'))) < (await right(picture))).toBe(true);
    await page.context().close();
  });

  it('leaves an open cell by Escape, and gives the focus back to the picture', async () => {
    const page = await visit('zh-CN');
    await open(page, `${ADDRESS}`);
    const picture = page.locator('#heatmap .picture');
    await picture.focus();
    for (const key of ['ArrowRight', 'ArrowDown', 'Enter']) await page.keyboard.press(key);
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await picture.evaluate((element) => element === document.activeElement)).toBe(true);
    await page.context().close();
  });

  it('explains a cell in sentences, by code, date and hour, from the same counts as the server', async () => {
    const page = await visit('en');
    const { cells } = await ask('heatmap', { rows: 'channel', columns: 'hour' });
    const worst = cells.reduce((most, cell) => (cell.failures > most.failures ? cell : most));
    await open(page, `${ADDRESS}&row=${worst.row}&column=${worst.column}`);
    const section = page.getByRole('region', { name: 'Explain' });
    await section.waitFor();
    expect(await section.locator('p').first().innerText()).toContain(
      `${worst.failures.toLocaleString('en')} failed payments`,
    );
    for (const name of ['By error code', 'By date', 'By bank'])
      await section.getByRole('heading', { name }).waitFor();
    expect(await section.getByText(/of the excess · 95% interval/).count()).toBeGreaterThan(3);
    await page.context().close();
  });

  it('draws the changes where a comparison is chosen, and the same small four on one scale', async () => {
    const page = await visit('en');
    await open(page, '/heatmap?from=2026-03-24&to=2026-04-09');
    await page.locator('select[name=compare]').selectOption('previous');
    await page.waitForURL(/compare=previous/);
    await page.getByRole('heading', { level: 1, name: /rose most at/ }).waitFor();
    await page.getByRole('link', { name: 'By category, one scale' }).click();
    await page.waitForURL(/multiples=shared/);
    const panels = page.locator('#heatmap .picture');
    await panels.nth(3).waitFor();
    expect(await page.locator('#heatmap h2').allInnerTexts()).toEqual([
      'Network',
      'Low balance',
      'Timeout',
      'Other',
    ]);
    expect(await page.locator('#heatmap ol').count()).toBe(1);
    await page.getByRole('link', { name: 'By category, own scales' }).click();
    await page.waitForURL(/multiples=own/);
    await expect.poll(() => page.locator('#heatmap ol').count()).toBe(4);
    await page.getByRole('link', { name: 'Linear' }).first().click();
    await page.waitForURL(/scale=linear/);
    await page.context().close();
  });

  it('sorts its table by a column, and puts what is shown on the clipboard', async () => {
    const page = await visit('en', { permissions: ['clipboard-read', 'clipboard-write'] });
    await open(page, `${ADDRESS}&view=table`);
    await page.getByRole('link', { name: 'Sort by 12:00–13:00' }).click();
    await page.waitForURL(/sort=12/);
    const { cells } = await ask('heatmap', { rows: 'channel', columns: 'hour', metric: 'failures' });
    const sorted = cells
      .filter(({ column }) => column === 12)
      .map(({ value }) => value!)
      .sort((a, b) => b - a);
    const column = page.locator('#heatmap tbody td:nth-child(14)');
    const shown = async () => (await column.allInnerTexts()).filter((text) => /\d/.test(text));
    await expect.poll(shown).toEqual(sorted.map((value) => value.toLocaleString('en')));
    await page.getByRole('button', { name: 'Copy the table (tab-separated)' }).click();
    const text = await page.evaluate(() => navigator.clipboard.readText());
    expect(text).toContain('This is a simulated campus, not real data.');
    const lines = text.split('\n').slice(0, -2);
    expect(lines[0]!.split('\t')).toHaveLength(26);
    expect(lines.slice(1, -1).map((line) => Number(line.split('\t')[13]))).toEqual(sorted);
    await page.context().close();
  });

  it('fits 31 days by 24 hours on a phone, each cell at least 10 px wide and high', async () => {
    const page = await visit('zh-CN', { viewport: { width: 390, height: 844 } });
    await open(page, '/heatmap?rows=hour&columns=day_of_month');
    const picture = page.locator('#heatmap .picture');
    await picture.focus();
    const box = picture.locator('.box');
    await page.keyboard.press('ArrowRight');
    const { width, height, y } = (await box.boundingBox())!;
    expect(y).toBeLessThanOrEqual(450);
    expect(width).toBeGreaterThanOrEqual(10);
    expect(height).toBeGreaterThanOrEqual(10);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await page.context().close();
  });

  it('opens the explanation of a building from the overview, with an address of its own', async () => {
    const page = await visit('en');
    await open(page, '/');
    await page.locator('a[href*="why=building_id:"]').first().click();
    await page.waitForURL(/why=building_id:/);
    const drawer = page.getByRole('dialog');
    await drawer.getByRole('region', { name: 'Explain' }).waitFor();
    const title = await drawer.getByRole('heading').first().innerText();
    const fresh = await visit('en');
    await open(fresh, page.url());
    expect(await fresh.getByRole('dialog').getByRole('heading').first().innerText()).toBe(title);
    await page.keyboard.press('Escape');
    await drawer.waitFor({ state: 'detached' });
    expect(new URL(page.url()).searchParams.get('why')).toBeNull();
    await page.context().close();
    await fresh.context().close();
  });
});
