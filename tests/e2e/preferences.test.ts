import { describe, expect, it } from 'vitest';
import { open, useBrowser } from './visit.ts';
import { WORDS } from './words.ts';

const visit = useBrowser();

describe('preferences', () => {
  it('keep the chosen language on the page, on the next and after coming back', async () => {
    const page = await visit('zh-CN');
    await open(page, '/heatmap?category=timeout&rows=hour&columns=date');
    const address = page.url();
    await page.getByRole('group', { name: '语言' }).getByRole('link', { name: 'English' }).click();
    await page.getByRole('img', { name: WORDS.en.picture }).waitFor();
    expect(page.url()).toBe(address);
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    const again = await page.context().newPage();
    await again.goto('/data');
    expect(await again.locator('html').getAttribute('lang')).toBe('en');
    await again.getByRole('group', { name: 'Language' }).getByRole('link', { name: '中文' }).click();
    await again.getByRole('group', { name: '语言' }).waitFor();
    expect(await again.locator('html').getAttribute('lang')).toBe('zh-CN');
    await page.context().close();
  });

  it.each([true, false])('keep the chosen look (scripts: %s)', async (javaScriptEnabled) => {
    const page = await visit('en', { javaScriptEnabled });
    await page.goto('/', { waitUntil: 'networkidle' });
    const html = page.locator('html');
    const colour = () => html.evaluate((root) => getComputedStyle(root).backgroundColor);
    const light = await colour();
    expect(await html.getAttribute('data-theme')).toBe('auto');
    await page.getByRole('group', { name: 'Appearance' }).getByRole('link', { name: 'Dark' }).click();
    await page.locator('html[data-theme=dark]').waitFor();
    expect(await colour()).not.toBe(light);
    await page.goto('/data');
    expect(await html.getAttribute('data-theme')).toBe('dark');
    expect(await colour()).not.toBe(light);
    await page.context().close();
  });

  it('show the chosen clock beside that of the campus, and keep it', async () => {
    const page = await visit('en');
    await open(page, '/heatmap?column=12');
    const attempt = page.getByRole('dialog').locator('ol > li').first();
    const times = async () => (await attempt.textContent())!.match(/(\d\d):(\d\d)(:\d\d|(?= UTC))/g)!;
    expect(await times()).toHaveLength(1);
    await page.keyboard.press('Escape');
    await page.getByRole('group', { name: 'Clock' }).getByRole('link', { name: 'and UTC' }).click();
    await page.getByText(/Data through \S+ \d\d:\d\d = \S+ \d\d:\d\d UTC/).waitFor();
    await page.goto('/heatmap?column=12', { waitUntil: 'networkidle' });
    const [campus, own] = (await times()).map((time) => Number(time.slice(0, 2)));
    expect(campus).toBe(12);
    expect(own).toBe(4);
    await page.getByRole('group', { name: 'Clock' }).getByRole('link', { name: 'Campus time' }).click();
    await page.goto('/heatmap?column=12', { waitUntil: 'networkidle' });
    expect(await times()).toHaveLength(1);
    await page.context().close();
  });
});
