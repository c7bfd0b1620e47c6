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

  it('is walked by keys from a cell to the story of an order', async () => {
    const page = await visit('en');
    await open(page, `${ADDRESS}&category=network`);
    const picture = page.locator('#heatmap .picture');
    await picture.focus();
    for (let step = 0; step < 13; step++) await page.keyboard.press('ArrowRight');
    const said = picture.getByRole('status');
    expect(await said.innerText()).toMatch(/12:00/);
    await page.keyboard.press('Enter');
    await page.waitForURL(/column=12/);
    const story = page.locator('a[href^="/orders/"]').first();
    await story.waitFor();
    for (let tab = 0; tab < 60 && !(await story.evaluate((link) => link === document.activeElement)); tab++)
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
});
