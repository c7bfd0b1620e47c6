import { CATEGORIES, METRICS, VERDICTS } from '../contracts/index.ts';
import type { Language } from '../format/number.ts';
import * as messages from '../paraglide/messages.js';
import { nameOf } from './names.ts';

/** One entry of the glossary; `id` is its anchor. */
export type Entry = { id: string; term: string; meaning: string; parts: { name: string; text: string }[] };
export type Section = { id: string; name: string; entries: Entry[] };

/** The words that are neither a metric nor a category nor a verdict, in the order of reading. */
export const TERMS = [
  'attempt',
  'order',
  'settled',
  'rate',
  'stale_pending',
  'order_at_risk',
  'recovered_order',
  'immature',
  'unknown_share',
  'silent_failure',
  'late_feedback',
  'incident',
  'thin',
  'empty',
] as const;

/** The whole glossary. It looks words up by name, which would put all of them into a browser: only the server asks it. */
export function glossary(language: Language): Section[] {
  const say = (name: keyof typeof messages) => {
    const word = messages[name] as (inputs: object, options: { locale: Language }) => string;
    return word({}, { locale: language });
  };
  const plain = (id: string, term: string, meaning: string): Entry => ({ id, term, meaning, parts: [] });
  const metric = (name: (typeof METRICS)[number]): Entry => ({
    id: name,
    term: say(`metric_${name}`),
    meaning: unmarked(say(`metric_${name}_meaning`)),
    parts: (['numerator', 'denominator', 'unit'] as const).map((part) => ({
      name: part === 'unit' ? say('glossary_unit') : say(`about_${part}`),
      text: unmarked(say(`metric_${name}_${part}`)),
    })),
  });
  const category = (name: (typeof CATEGORIES)[number]) =>
    plain(
      `category-${name}`,
      nameOf('category', name, { campuses: {}, buildings: {} }, language),
      say(`meaning_category_${name}`),
    );
  const verdict = (name: (typeof VERDICTS)[number]) =>
    plain(`verdict-${name}`, say(`inc_verdict_${name}`), say(`meaning_verdict_${name}`));
  return [
    {
      id: 'words',
      name: say('glossary_words'),
      entries: TERMS.map((name) => plain(name, say(`term_${name}`), say(`meaning_${name}`))),
    },
    { id: 'metrics', name: say('glossary_metrics'), entries: METRICS.map(metric) },
    { id: 'categories', name: say('glossary_categories'), entries: CATEGORIES.map(category) },
    { id: 'verdicts', name: say('glossary_verdicts'), entries: VERDICTS.map(verdict) },
  ];
}

const unmarked = (text: string) => text.replaceAll('`', '');
