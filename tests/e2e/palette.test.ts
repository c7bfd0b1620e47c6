import { expect, it } from 'vitest';
import { open, useBrowser } from './visit.ts';

const visit = useBrowser();

it(
  'is worked by keys: shortcuts, their sheet, the palette, and the words behind a figure',
  { timeout: 60_000 },
  async () => {
    const page = await visit('en');
    await open(page, '/?campus_id=c1');
    await page.keyboard.press('g');
    await page.keyboard.press('h');
    await page.waitForURL(/\/heatmap\?campus_id=c1/);
    await page.keyboard.press('?');
    const sheet = page.getByRole('dialog');
    await sheet.getByRole('heading', { name: 'Heatmap' }).waitFor();
    await page.keyboard.press('Escape');
    await sheet.waitFor({ state: 'detached' });
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').getByRole('combobox').fill('low balance');
    await page.keyboard.press('Enter');
    await page.waitForURL(/category=balance/);
    expect(new URL(page.url()).searchParams.get('campus_id')).toBe('c1');
    await page.keyboard.press('g');
    await page.keyboard.press('w');
    await page.waitForURL(/\/glossary/);
    expect(await page.locator('#failure_rate').innerText()).toMatch(/settled/);
    await page.context().close();
  },
);
