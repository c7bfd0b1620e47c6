import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { LANGUAGES, LATIN, type Language } from '../e2e/words.ts';

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
