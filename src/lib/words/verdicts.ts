import type { CalendarEffect, IncidentCode, IncidentRow, Verdict } from '../contracts/index.ts';
import { day, exact, rate, type Language } from '../format/index.ts';
import { m } from '../paraglide/messages.js';
import { whereOf } from './incidents.ts';
import { nameOf, type Places } from './names.ts';

type Said = (inputs: { where: string }, options: { locale: Language }) => string;
type Word = (inputs: Record<string, never>, options: { locale: Language }) => string;

const SAYS: Record<Verdict, Said> = {
  place: m.inc_says_place,
  rail: m.inc_says_rail,
  allowance: m.inc_says_allowance,
  load: m.inc_says_load,
  unclear: m.inc_says_unclear,
};
const ACTS: Record<Verdict, Word> = {
  place: m.inc_acts_place,
  rail: m.inc_acts_rail,
  allowance: m.inc_acts_allowance,
  load: m.inc_acts_load,
  unclear: m.inc_acts_unclear,
};

/** The verdict in a sentence. */
export function verdictSentence({ verdict, scope }: IncidentRow, places: Places, language: Language): string {
  return SAYS[verdict]({ where: whereOf(scope, places, language) }, { locale: language });
}

/** Who acts on such a verdict. */
export const whoActs = (verdict: Verdict, language: Language) => ACTS[verdict]({}, { locale: language });

/** How sure the verdict is, in words and as a share. */
export function howSure(certainty: number, language: Language): string {
  const said = certainty >= 0.85 ? m.inc_sure_high : certainty >= 0.6 ? m.inc_sure_middle : m.inc_sure_low;
  return said({ certainty: rate(certainty, language) }, { locale: language });
}

/** What the verdict rests on, a sentence each; what is not known, or says nothing of such a verdict, is left out. */
export function evidenceSentences({ evidence, verdict }: IncidentRow, language: Language): string[] {
  const locale = { locale: language };
  const number = (key: string) => (typeof evidence[key] === 'number' ? evidence[key] : null);
  const text = (key: string) => (number(key) === null ? null : exact(number(key), language));
  const share = (key: string) => rate(number(key), language);
  const of = (struck: string, seen: string) => {
    const [some, all] = [text(struck), text(seen)];
    return some !== null && all !== null ? { struck: some, seen: all } : null;
  };
  const places = of('places_struck', 'places_seen');
  const rails = of('rails_struck', 'rails_seen');
  const volume = verdict === 'load' || verdict === 'unclear' ? number('hour_volume') : null;
  const [inside, usual] = [number('inside_rate'), number('usual_rate')];
  const monthEnd = text('days_to_month_end');
  const allowance = text('days_to_allowance');
  const isElsewhere = number('outside_rate') !== null;
  const rates = { inside: share('inside_rate'), outside: share('outside_rate'), usual: share('usual_rate') };
  return [
    places && m.inc_evidence_places(places, locale),
    rails && m.inc_evidence_rails(rails, locale),
    inside !== null &&
      usual !== null &&
      (isElsewhere ? m.inc_evidence_rates : m.inc_evidence_rates_only)(rates, locale),
    volume !== null && m.inc_evidence_hour({ share: share('hour_volume') }, locale),
    monthEnd !== null && m.inc_evidence_month_end({ n: monthEnd }, locale),
    allowance !== null && m.inc_evidence_allowance({ n: allowance }, locale),
    evidence['occasion'] === 'exam' && m.inc_evidence_occasion_exam({}, locale),
    evidence['occasion'] === 'month_start' && m.inc_evidence_occasion_month_start({}, locale),
  ].filter((sentence) => typeof sentence === 'string');
}

/** The hint that payers should read meanwhile: that of the commonest code that has one. */
export function hintOf(codes: readonly IncidentCode[], language: Language) {
  const code = codes.find((one) => one.hint_zh ?? one.hint_en);
  if (!code) return null;
  const text = (language === 'en' ? code.hint_en : code.hint_zh) ?? code.hint_zh ?? code.hint_en;
  const named = { code: code.error_code ?? '–', n: exact(code.failures, language) };
  return { text: text ?? '', code: m.inc_hint_code(named, { locale: language }) };
}

/** Whether it comes back, and when next. */
export function recurrenceSentence({ recurrence, next_expected }: IncidentRow, language: Language): string {
  const locale = { locale: language };
  if (recurrence === 'none') return m.inc_recurs_none({}, locale);
  const said =
    recurrence === 'emerging' ? m.inc_recurs_emerging({}, locale) : m.inc_recurs_recurring({}, locale);
  if (!next_expected) return said;
  const joiner = language === 'en' ? '; ' : '，';
  return said + joiner + m.inc_recurs_next({ date: day(next_expected, language) }, locale);
}

/** The smallest excess that would have been seen, so that silence can be read. */
export function smallestSentence(
  { smallest_excess }: Pick<IncidentRow, 'smallest_excess'>,
  language: Language,
): string | null {
  if (smallest_excess === null) return null;
  return m.inc_smallest({ n: exact(smallest_excess, language) }, { locale: language });
}

const RISES: Record<
  CalendarEffect['occasion'],
  (inputs: { category: string; days: string; lift: string }, options: { locale: Language }) => string
> = {
  month_end: m.inc_effect_month_end,
  allowance: m.inc_effect_allowance,
  month_start: m.inc_effect_month_start,
  exam: m.inc_effect_exam,
};

/** A calendar effect in a sentence: how much, from when, how sure, and when next. */
export function effectSentence(effect: CalendarEffect, places: Places, language: Language): string {
  const locale = { locale: language };
  const times = (value: number) => exact(Math.round(value * 10) / 10, language);
  const category = nameOf('category', effect.category, places, language);
  const { campus_id } = effect;
  const where = campus_id && whereOf({ campus_id }, places, language) + (language === 'en' ? ': ' : '：');
  const [low, high] = [times(effect.lift_low), times(effect.lift_high)];
  const parts = [
    RISES[effect.occasion](
      { category, days: exact(effect.days, language), lift: times(effect.lift) },
      locale,
    ),
    m.inc_effect_interval({ low, high, n: exact(effect.occurrences, language) }, locale),
    effect.next_from && m.inc_effect_next({ date: day(effect.next_from, language) }, locale),
  ].filter((part) => typeof part === 'string');
  return (where ?? '') + parts.join(language === 'en' ? '; ' : '；') + (language === 'en' ? '.' : '。');
}
