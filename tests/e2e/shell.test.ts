import { describe, expect, it, inject } from 'vitest';
import { addressesOf } from '../../tools/addresses.ts';
import { open, useBrowser } from './visit.ts';
import { LANGUAGES, WORDS } from './words.ts';

const visit = useBrowser();

describe.each(LANGUAGES)('every page in %s', (language) => {
  const words = WORDS[language];

  it('says that the data are simulated, in the language of the reader, and can be left by the rail', async () => {
    const page = await visit(language);
    for (const address of Object.values(await addressesOf(inject('origin')))) {
      await page.goto(address);
      expect(await page.locator('html').getAttribute('lang'), address).toBe(language);
      expect(await page.getByText(words.sample, { exact: true }).isVisible(), address).toBe(true);
      const links = page.getByRole('navigation', { name: words.nav }).getByRole('link');
      expect(await links.allInnerTexts(), address).toEqual(
        expect.arrayContaining([words.overview, words.heatmap, words.data]),
      );
    }
    await page.context().close();
  });

  it('fits a phone', async () => {
    const page = await visit(language, {
      viewport: { width: 390, height: 844 },
      hasTouch: true,
      isMobile: true,
    });
    for (const address of Object.values(await addressesOf(inject('origin')))) {
      await open(page, address);
      const sizes = await page.evaluate(() => ({
        content: document.documentElement.scrollWidth,
        // A phone shows what is too wide by zooming out: the layout's own width would not tell.
        screen: window.screen.width,
        seen: Math.round(window.visualViewport!.width),
      }));
      expect({ address, ...sizes }).toEqual({ address, content: 390, screen: 390, seen: 390 });
    }
    await page.context().close();
  });

  it('says in words that there is no such page', async () => {
    const page = await visit(language);
    const response = await page.goto('/nowhere');
    expect(response!.status()).toBe(404);
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe(words.notFound);
    await page.context().close();
  });
});

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
});
