import type { Category, Dimension, Driver, ExplainAnswer, Listed } from '../contracts/index.ts';
import { day } from '../format/date.ts';
import { exact, type Language } from '../format/number.ts';
import { rate } from '../format/rate.ts';
import { m } from '../paraglide/messages.js';
import { stretchesOf } from './explain-when.ts';
import { dimensionName, nameOf, type Places } from './names.ts';

/** What the words of an explanation must know beside the answer. */
export type ExplainWords = { places: Places; language: Language; categories: readonly string[] };

/** An explanation in sentences: how much is more than usual, and which combinations carry it. */
export function explanation(answer: ExplainAnswer, words: ExplainWords): string[] {
  const { language } = words;
  const locale = { locale: language };
  const whole = (value: number) => exact(Math.round(value), language);
  const said = { subject: subjectOf(words), observed: exact(answer.observed, language) };
  const causes = answer.drivers.filter(({ cause }) => cause);
  if (answer.expected === null || answer.excess === null || answer.interval === null) {
    const [first] = causes;
    const part = first && Object.keys(first.scope).length > 0 ? first : undefined;
    const share = part && { scope: scopeName(part, words), share: rate(part.share, language) };
    return [m.explain_unknown(said, locale), ...(share ? [m.explain_share(share, locale)] : [])];
  }
  const isBefore = answer.baseline === 'before';
  if (answer.interval.low <= 0) {
    const usual = { ...said, expected: whole(answer.expected) };
    const parts = causes
      .filter(({ scope }) => Object.keys(scope).length > 0)
      .map((cause) =>
        m.explain_part_more({ scope: scopeName(cause, words), n: whole(cause.excess ?? 0) }, locale),
      );
    return [isBefore ? m.explain_as_before(usual, locale) : m.explain_as_usual(usual, locale), ...parts];
  }
  const more = {
    ...said,
    excess: whole(answer.excess),
    low: whole(answer.interval.low),
    high: whole(answer.interval.high),
  };
  const parts = causes.map((cause, at) => {
    if (Object.keys(cause.scope).length === 0) return m.explain_everywhere({}, locale);
    const part = { n: whole(cause.excess ?? 0), scope: scopeName(cause, words) };
    return at === 0 ? m.explain_mostly(part, locale) : m.explain_also(part, locale);
  });
  const when = stretchesOf(answer, language).map((stretch) =>
    m.explain_when({ n: whole(stretch.excess), when: stretch.words }, locale),
  );
  return [
    isBefore ? m.explain_more_before(more, locale) : m.explain_more(more, locale),
    ...kindsOf(answer, words),
    ...parts,
    ...when,
  ];
}

/** A category is named if it has this share of the excess or more; no more than so many are. */
const NAMED_KIND = 0.2;
const MOST_KINDS = 3;

/** How the excess failed, where more than one category was asked about: largest first. */
function kindsOf({ by_dimension }: ExplainAnswer, { categories, language, places }: ExplainWords): string[] {
  const locale = { locale: language };
  const items = by_dimension.find(({ dimension }) => dimension === 'category')?.items ?? [];
  if (categories.length === 1) return [];
  const kinds = items
    .filter(({ share }) => (share ?? 0) >= NAMED_KIND)
    .toSorted((a, b) => (b.share ?? 0) - (a.share ?? 0))
    .slice(0, MOST_KINDS)
    .map(({ value, excess }) => {
      const category = nameOf('category', value, places, language);
      return m.explain_kind({ category, n: exact(Math.round(excess ?? 0), language) }, locale);
    });
  return kinds.length > 0
    ? [m.explain_kinds({ kinds: kinds.join(m.explain_kinds_joiner({}, locale)) }, locale)]
    : [];
}

/** A value of a listed dimension in words; an error code by its meaning, with the code itself. */
export function valueName(
  dimension: Listed,
  item: { value: string; meaning_zh?: string | null; meaning_en?: string | null },
  { places, language }: ExplainWords,
): string {
  const locale = { locale: language };
  if (dimension === 'date') return day(item.value, language);
  if (dimension !== 'error_code') return nameOf(dimension, item.value, places, language);
  if (item.value === 'unknown') return m.explain_no_code({}, locale);
  const meaning = language === 'en' ? item.meaning_en : item.meaning_zh;
  return meaning ? m.explain_code({ meaning, code: item.value }, locale) : item.value;
}

/** A whole number of failures, below zero with a minus sign. */
export function wholeNumber(value: number, language: Language): string {
  const rounded = Math.round(value);
  const size = exact(Math.abs(rounded), language);
  return rounded < 0 ? `−${size}` : size;
}

/** What a listed dimension is called. */
export const listedName = (dimension: Listed, language: Language) =>
  dimension === 'error_code'
    ? m.dimension_error_code({}, { locale: language })
    : dimension === 'date'
      ? m.dimension_date({}, { locale: language })
      : dimensionName(dimension, language);

/** A combination in words: `支付宝 · 工商银行`; the whole where it names nothing. */
export function scopeName({ scope }: Pick<Driver, 'scope'>, { places, language }: ExplainWords): string {
  const locale = { locale: language };
  const names = Object.entries(scope).map(([key, value]) => {
    const dimension = key as Dimension;
    const name = nameOf(dimension, value, places, language);
    if (value !== 'unknown') return name;
    return m.explain_named({ dimension: dimensionName(dimension, language), value: name }, locale);
  });
  return names.length > 0 ? names.join(m.explain_scope_joiner({}, locale)) : m.explain_here({}, locale);
}

function subjectOf({ categories, language }: ExplainWords): string {
  const locale = { locale: language };
  if (categories.length === 0) return m.head_subject({}, locale);
  const names = categories.map((key) => {
    const name = nameOf('category', key as Category, { campuses: {}, buildings: {} }, language);
    return language === 'en' ? name.toLowerCase() : name;
  });
  return m.head_subject_of({ categories: names.join(m.filter_joiner({}, locale)) }, locale);
}
