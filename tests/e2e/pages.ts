import type { Page } from 'playwright-core';
import { expect, inject, it } from 'vitest';
import { addressesOf } from '../../tools/addresses.ts';
import { seriousOn } from './axe.ts';
import { ask, open, useBrowser } from './visit.ts';
import { LATIN, WORDS, type Language } from './words.ts';

/** What is in another language than the reader's, of all that is said or read out on a page. */
async function foreignOn(page: Page, language: Language, own: readonly string[]): Promise<string[]> {
  const foreign =
    language === 'en' ? /\p{Script=Han}/u : /^[^\p{Script=Han}]*\p{Script=Latin}{2,}[^\p{Script=Han}]*$/u;
  const texts = await page
    .locator('h1, h2, legend, summary, label span, th[scope=col], dt, nav a, button')
    .allInnerTexts();
  const labels = await page
    .locator('[aria-label], [title], [placeholder], [alt], [aria-description]')
    .evaluateAll((found) =>
      found.flatMap((one) =>
        ['aria-label', 'title', 'placeholder', 'alt', 'aria-description'].map(
          (name) => one.getAttribute(name) ?? '',
        ),
      ),
    );
  // A file is told by its name and its digest, and a view by its address, in every language.
  const all = [...texts, ...labels, await page.title()].filter(
    (text) => text.trim() !== '' && !/ · SHA-256 [0-9a-f]{64}$|^\/\S*$/.test(text),
  );
  expect(all.length).toBeGreaterThan(8);
  const known = [...own, ...LATIN, '中文', 'English'];
  return all.filter((text) => foreign.test(known.reduce((rest, word) => rest.replaceAll(word, ''), text)));
}

/** What every page must be in a language. */
export function describePages(language: Language): void {
  const visit = useBrowser();
  const words = WORDS[language];

  it(
    'speaks the language of the reader alone, says that the data are simulated, can be left by the rail, and has nothing that axe finds serious',
    { timeout: 400_000 },
    async () => {
      const page = await visit(language, { colorScheme: 'light' });
      const { campuses, buildings } = await ask('quality');
      const own = [...campuses, ...buildings].map(({ name }) => name).sort((a, b) => b.length - a.length);
      for (const [name, address] of Object.entries(await addressesOf(inject('origin')))) {
        await open(page, address);
        expect(await page.locator('html').getAttribute('lang'), name).toBe(language);
        expect(await page.getByText(words.sample, { exact: true }).isVisible(), name).toBe(true);
        const links = page.getByRole('navigation', { name: words.nav }).getByRole('link');
        expect(await links.allInnerTexts(), name).toEqual(
          expect.arrayContaining([words.overview, words.heatmap, words.data]),
        );
        // A file field that is seen speaks the browser's language, not the reader's.
        const fields = page.locator('input[type=file]');
        expect(
          await fields.evaluateAll(
            (found) => found.filter((one) => one.getBoundingClientRect().width > 1).length,
          ),
          name,
        ).toBe(0);
        expect(await foreignOn(page, language, own), name).toEqual([]);
        expect(await seriousOn(page), name).toEqual([]);
      }
      await page.context().close();
    },
  );

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
}
