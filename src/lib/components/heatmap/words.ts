import type { Key } from '../../charts/axis-keys.ts';
import { keyLabel, type KeyWords } from '../../charts/key-labels.ts';
import type { Dimension, Metric } from '../../contracts/index.ts';
import { day, exact, money, points, rate, signed, withSign, type Language } from '../../format/index.ts';
import { m } from '../../paraglide/messages.js';
import { dimensionName, nameOf, type Places } from '../../words/names.ts';
import type { PanelChoice } from './question.ts';

type Word = (inputs: Record<string, never>, options: { locale: Language }) => string;

const TIMES: Partial<Record<Dimension, Word>> = {
  weekday: m.dimension_weekday,
  date: m.dimension_date,
  day_of_month: m.dimension_day_of_month,
  days_to_month_end: m.dimension_days_to_month_end,
};

const METRIC_WORDS: Record<Metric, Word> = {
  failure_rate: m.metric_failure_rate,
  failures: m.metric_failures,
  share: m.metric_share,
  expected: m.metric_expected,
  excess: m.metric_excess,
  attempts: m.metric_attempts,
  failed_amount: m.metric_failed_amount,
  lost_orders: m.metric_lost_orders,
  lost_amount: m.metric_lost_amount,
  latency_p95: m.metric_latency_p95,
};

/** What a dimension is called, times of the month included. */
export const dimensionWord = (dimension: Dimension, language: Language) =>
  TIMES[dimension]?.({}, { locale: language }) ?? dimensionName(dimension, language);

/** The words that keys are spelled with on an axis. */
export const keyWords = ({ places, language }: { places: Places; language: Language }): KeyWords => ({
  locale: language,
  name: (dimension, key) => nameOf(dimension, key, places, language),
});

/** What one of the small multiples is called. */
export const panelName = (panel: PanelChoice['panel'], language: Language) =>
  panel === 'other'
    ? m.heat_other_categories({}, { locale: language })
    : nameOf('category', panel, NOWHERE, language);

/** What a metric is called, of some categories where they are chosen. */
export function metricWord(metric: Metric, language: Language, categories: readonly string[] = []): string {
  const word = METRIC_WORDS[metric]({}, { locale: language });
  if (categories.length === 0) return word;
  const names = categories.map((category) => nameOf('category', category, NOWHERE, language));
  const joined = names.slice(0, 2).join(m.filter_joiner({}, { locale: language }));
  return m.metric_of_categories(
    { categories: names.length > 2 ? `${joined}…` : joined, metric: word },
    { locale: language },
  );
}

const NOWHERE: Places = { campuses: {}, buildings: {} };

/** A key in a sentence: `12:00–13:00`, `月末前 3 天`, `东区 · 第三教学楼`. */
export function keyPhrase(dimension: Dimension, key: Key, places: Places, language: Language): string {
  const locale = { locale: language };
  if (dimension === 'date') return day(String(key), language);
  if (dimension === 'day_of_month') return m.key_day_of_month({ n: String(key) }, locale);
  if (dimension === 'days_to_month_end')
    return Number(key) === 0
      ? m.key_month_end({}, locale)
      : m.key_before_month_end({ n: String(key) }, locale);
  if (dimension === 'weekday')
    return keyLabel(dimension, key, { locale: language, name: (_, one) => String(one) });
  return nameOf(dimension, key, places, language);
}

/** A difference to whole failures, of either sign alike. */
const whole = (value: number) => Math.sign(value) * Math.round(Math.abs(value));

/** A value of a metric with its unit. */
export function metricValue(value: number | null, metric: Metric, language: Language): string {
  if (metric === 'failure_rate' || metric === 'share') return rate(value, language);
  if (metric === 'failed_amount' || metric === 'lost_amount') return money(value, language);
  if (metric === 'excess') return signed(value === null ? null : whole(value), language);
  if (metric === 'latency_p95') return value === null ? exact(null, language) : span(value, language);
  return exact(value === null ? null : Math.round(value), language);
}

/** A change of a metric with its sign and unit: `+0.4 个百分点`, `−87`, `+2.6 秒`. */
export function changeValue(value: number | null, metric: Metric, language: Language): string {
  if (value === null) return exact(null, language);
  if (metric === 'failure_rate' || metric === 'share')
    return m.change_points({ points: points(value, 0, language)! }, { locale: language });
  if (metric === 'latency_p95') return withSign(value, span(Math.abs(value), language));
  if (metric === 'failed_amount' || metric === 'lost_amount')
    return withSign(value, money(Math.abs(value), language));
  return signed(whole(value), language);
}

/** A length of time in its fittest unit: `640 毫秒`, `2.6 秒`, `5.7 分钟`. */
export function span(milliseconds: number, language: Language): string {
  const number = (value: number) =>
    exact(value >= 100 ? Math.round(value) : Math.round(value * 10) / 10, language);
  const locale = { locale: language };
  if (milliseconds < 1000) return m.span_ms({ n: number(milliseconds) }, locale);
  if (milliseconds < 60_000) return m.span_seconds({ n: number(milliseconds / 1000) }, locale);
  if (milliseconds < 3_600_000) return m.span_minutes({ n: number(milliseconds / 60_000) }, locale);
  return m.span_hours({ n: number(milliseconds / 3_600_000) }, locale);
}

/** The places of the campuses at hand: where one campus is chosen its buildings need no campus beside them. */
export function placesOf(places: Places, campuses: readonly string[] | undefined): Places {
  if (!campuses) return places;
  const at = (campus: string) => campuses.includes(campus);
  return {
    campuses: Object.fromEntries(Object.entries(places.campuses).filter(([id]) => at(id))),
    buildings: Object.fromEntries(Object.entries(places.buildings).filter(([id]) => at(id.split('/')[0]!))),
  };
}
