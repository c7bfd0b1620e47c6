import type { LikeBecause, Likeness } from '../contracts/index.ts';
import type { Language } from '../format/number.ts';
import { m } from '../paraglide/messages.js';
import { nameOf } from './names.ts';

type Word = (inputs: Record<string, never>, options: { locale: Language }) => string;

const BECAUSE: Record<LikeBecause, Word> = {
  same_code: m.dict_same_code,
  same_but_spelling: m.dict_same_but_spelling,
  near_code: m.dict_near_code,
  near_words: m.dict_near_words,
};

const NOWHERE = { campuses: {}, buildings: {} };

/** What an operator may say that a code means: a category of the contract, or that the payer gave up. */
export function meaningName(category: string, language: Language): string {
  return category === 'user_cancelled'
    ? m.dict_cancelled({}, { locale: language })
    : nameOf('category', category, NOWHERE, language);
}

/** A channel of a reading, or that it holds for any. */
export function readingChannel(channel: string, language: Language): string {
  return channel === '*'
    ? m.dict_any_channel({}, { locale: language })
    : nameOf('channel', channel, NOWHERE, language);
}

/** What an unknown code looks like, in one sentence. */
export function likeness({ family, code, category, because }: Likeness, language: Language): string {
  const locale = { locale: language };
  return m.dict_like(
    { family, code, category: meaningName(category, language), because: BECAUSE[because]({}, locale) },
    locale,
  );
}
