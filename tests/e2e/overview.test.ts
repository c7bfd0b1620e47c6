import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { SummaryAnswer } from '../../src/lib/contracts/index.ts';
import { ask, open, useBrowser } from './visit.ts';
import { LANGUAGES, WORDS, type Language } from './words.ts';

const visit = useBrowser();
const WINDOW = { from: '2026-03-20', to: '2026-04-02' };

const numbersIn = (text: string) =>
  (text.match(/\d[\d,.]*/g) ?? []).map((it) => Number(it.replaceAll(',', '')));

/** The numbers of the five figures: what is written large, and what hovering tells. */
async function figuresOn(page: Page, language: Language) {
  const values = await page.getByRole('region', { name: WORDS[language].figures }).locator('p[title]').all();
  return Promise.all(
    values.map(async (value) => ({
      shown: numbersIn(await value.innerText())[0],
      exact: numbersIn((await value.getAttribute('title'))!),
    })),
  );
}

/** The same out of the answer; every count of this sample is small enough to be written in full. */
function figuresOf(summary: SummaryAnswer) {
  const [settled, failures, lost, amount] = [
    summary.settled.value!,
    summary.failures.value!,
    summary.lost_orders.value!,
    summary.lost_amount.value!,
  ];
  const parts = Object.values(summary.failures_by_category).map((part) => part.value ?? 0);
  const all = parts.reduce((sum, part) => sum + part, 0);
  const unknown = summary.failures_by_category.unknown?.value ?? 0;
  const chosen = Object.values(summary.failures_by_category).every((part) => part.value !== null);
  const percent = (part: number, whole: number) => Number(((100 * part) / whole).toPrecision(2));
  return [
    { shown: percent(failures, settled), exact: [failures, settled] },
    { shown: failures, exact: [failures] },
    { shown: lost, exact: [lost] },
    { shown: amount < 10_000 ? Math.round(amount) : undefined, exact: [amount] },
    {
      shown: Number((100 * summary.unknown_share.value!).toPrecision(2)),
      // Narrowed to some categories, the answer holds the share of all failures but not what it is made of.
      exact: chosen ? [unknown, all] : [],
    },
  ];
}

function withoutShortened(figures: { shown: number | undefined; exact: number[] }[]) {
  return figures.map((figure) =>
    (figure.exact[0] ?? 0) >= 10_000 && figure.exact.length === 1 ? { ...figure, shown: undefined } : figure,
  );
}

describe.each(LANGUAGES)('the overview in %s', (language) => {
  const words = WORDS[language];

  it.each([
    ['all of a narrowed window', WINDOW],
    ['one campus', { ...WINDOW, campus_id: 'east' }],
    ['one category', { ...WINDOW, category: 'network' }],
    ['the standard window', {}],
  ])('shows the numbers of the summary: %s', async (_, keys) => {
    const page = await visit(language);
    await page.goto(`/?${new URLSearchParams(keys)}`);
    const summary = await ask('summary', keys);
    expect(summary.failures.value).toBeGreaterThan(0);
    expect(withoutShortened(await figuresOn(page, language))).toEqual(figuresOf(summary));
    await page.context().close();
  });

  it('needs no script to tell the headline and the numbers', async () => {
    const page = await visit(language, { javaScriptEnabled: false });
    await page.goto(`/?${new URLSearchParams(WINDOW)}`);
    const summary = await ask('summary', WINDOW);
    expect(withoutShortened(await figuresOn(page, language))).toEqual(figuresOf(summary));
    const headline = await page.getByRole('heading', { level: 1 }).innerText();
    expect(headline).toContain(summary.failures.value!.toLocaleString(language));
    await page.context().close();
  });

  it('is narrowed in the filter menu, and widened by taking the chip away', async () => {
    const page = await visit(language);
    await open(page, `/?${new URLSearchParams(WINDOW)}`);
    const wide = await figuresOn(page, language);
    const filters = page.getByRole('region', { name: words.filters, exact: true });
    await filters
      .locator('summary')
      .filter({ hasText: new RegExp(`^\\s*${words.filter}\\s*$`) })
      .click();
    await filters.locator('summary').filter({ hasText: words.campus }).click();
    await filters.getByRole('checkbox', { name: '东区' }).check();
    await page.waitForURL(/campus_id=east/);
    const chip = filters.getByRole('link', { name: words.removeCampus, exact: true });
    await chip.waitFor();
    const narrow = await ask('summary', { ...WINDOW, campus_id: 'east' });
    expect(withoutShortened(await figuresOn(page, language))).toEqual(figuresOf(narrow));
    await page.keyboard.press('Escape');
    await chip.click();
    await chip.waitFor({ state: 'detached' });
    expect(await figuresOn(page, language)).toEqual(wide);
    await page.context().close();
  });
});
