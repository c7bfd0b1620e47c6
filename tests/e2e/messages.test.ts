import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it, inject } from 'vitest';
import { addressesOf } from '../../tools/addresses.ts';
import { ask, open, useBrowser } from './visit.ts';
import { LANGUAGES, type Language } from './words.ts';

const visit = useBrowser();

/** Every message of a language; a plural as its forms, one after another. */
function messagesOf(language: Language): Record<string, string> {
  const entries = [
    '',
    'heatmap.',
    'alerts.',
    'reconciliation.',
    'loads.',
    'dictionary.',
    'lines.',
    'exports.',
    'glossary.',
  ].flatMap((part) =>
    Object.entries(JSON.parse(readFileSync(`messages/${part}${language}.json`, 'utf8')) as object),
  );
  const text = (message: unknown) =>
    typeof message === 'string'
      ? message
      : Object.values((message as [{ match: Record<string, string> }])[0].match).join(' ');
  return Object.fromEntries(entries.map(([key, message]) => [key, text(message)]));
}

const parametersOf = (text: string) => [...new Set(text.match(/\{\w+\}/g))].sort();
const wordsOf = (text: string) => text.replaceAll(/\{\w+\}/g, '').match(/\p{Letter}+/gu) ?? [];

/** Names that Chinese readers know in Latin letters only. */
const LATIN = [
  'Ctrl K',
  'UTF',
  'GB',
  '5G',
  '4G',
  '3G',
  'iOS',
  'H5',
  'Wi',
  'Fi',
  'CSV',
  'NDJSON',
  'Parquet',
  'XLSX',
  'PNG',
  'SVG',
  'PDF',
  'JSON',
  'gzip',
  'zip',
  'MiB',
  'P95',
  'P',
  'G',
  'H',
];

describe('messages', () => {
  const [chinese, english] = [messagesOf('zh-CN'), messagesOf('en')];

  it('are in these files only', () => {
    expect(readdirSync('messages').filter((file) => file.endsWith('.json')).length).toBe(
      10 * LANGUAGES.length,
    );
  });

  it('say the same things, with the same parameters, in both languages', () => {
    expect(Object.keys(english).sort()).toEqual(Object.keys(chinese).sort());
    const differ = Object.keys(chinese).filter(
      (key) => parametersOf(chinese[key]!).join() !== parametersOf(english[key]!).join(),
    );
    expect(differ).toEqual([]);
  });

  it('keep to their language', () => {
    const foreign = Object.values(chinese)
      .flatMap(wordsOf)
      .filter(
        (word) =>
          /\p{Script=Latin}/u.test(word) && !LATIN.includes(word.replace(/\d/g, '')) && !LATIN.includes(word),
      );
    // Han and Latin may stand together in one run of letters.
    expect(foreign.filter((word) => !/\p{Script=Han}/u.test(word))).toEqual([]);
    expect(Object.values(english).filter((text) => /\p{Script=Han}/u.test(text))).toEqual([]);
  });
});

describe.each(LANGUAGES)('the screens in %s', (language) => {
  it('name everything in the language of the reader', async () => {
    const page = await visit(language);
    const { campuses, buildings } = await ask('quality');
    const own = [...campuses, ...buildings].map(({ name }) => name).sort((a, b) => b.length - a.length);
    const known = [...own, ...LATIN, '中文', 'English'];
    const foreign =
      language === 'en' ? /\p{Script=Han}/u : /^[^\p{Script=Han}]*\p{Script=Latin}{2,}[^\p{Script=Han}]*$/u;
    for (const [name, address] of Object.entries(await addressesOf(inject('origin')))) {
      await open(page, address);
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
      // A file field that is seen speaks the browser's language, not the reader's.
      const seen = await page
        .locator('input[type=file]')
        .evaluateAll((found) => found.filter((one) => one.getBoundingClientRect().width > 1).length);
      expect(seen, name).toBe(0);
      // A file is told by its name and its digest, and a view by its address, in every language.
      const all = [...texts, ...labels, await page.title()].filter(
        (text) => text.trim() !== '' && !/ · SHA-256 [0-9a-f]{64}$|^\/\S*$/.test(text),
      );
      expect(all.length, name).toBeGreaterThan(8);
      const stripped = all.map((text) => known.reduce((rest, word) => rest.replaceAll(word, ''), text));
      expect(
        stripped.filter((text) => foreign.test(text)),
        name,
      ).toEqual([]);
    }
    await page.context().close();
  });
});
