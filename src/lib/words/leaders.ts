import { THIN_CELL, type RankingAnswer, type RankingItem, type SummaryAnswer } from '../contracts/index.ts';
import { exact, type Language } from '../format/number.ts';
import { rate, ratio } from '../format/rate.ts';
import { m } from '../paraglide/messages.js';
import { relativeChange, type Figure } from './figures.ts';
import { nameOf, type Places } from './names.ts';

/** A line of a leaderboard, in words. */
export type Leader = {
  key: string;
  name: string;
  failures: string;
  rate: string;
  /** Numerator, denominator and rate in one sentence. */
  about: string;
  /** Length of the bar, 0 to 1, against the first line. */
  length: number;
  change: Figure['change'];
  /** True when too few attempts are settled for the rate to say much. */
  thin: boolean;
};

/** The lines of a ranking, those without a failure left out. */
export function leaders(answer: RankingAnswer, places: Places, language: Language): Leader[] {
  const items = answer.items.filter((item) => item.failures > 0);
  const most = Math.max(...items.map((item) => item.failures));
  return items.map((item) => leader(item, nameOf(answer.by, item.key, places, language), most, language));
}

function leader(item: RankingItem, name: string, most: number, language: Language): Leader {
  const failures = exact(item.failures, language);
  const share = rate(ratio(item.failures, item.settled), language);
  const settled = exact(item.settled, language);
  return {
    key: String(item.key),
    name,
    failures,
    rate: share,
    about: m.row_rate({ failures, settled, rate: share }, { locale: language }),
    length: item.failures / most,
    change: relativeChange({ value: item.value, compared: item.compared }, language),
    thin: item.settled < THIN_CELL,
  };
}

/** A line of the list of causes. */
export type Cause = {
  key: string;
  name: string;
  failures: string;
  share: string;
  length: number;
  change: Figure['change'];
};

/** The categories of a summary, most failures first. */
export function causes(summary: SummaryAnswer, language: Language): Cause[] {
  const parts = Object.entries(summary.failures_by_category)
    .map(([key, part]) => ({ key, value: part?.value ?? 0, compared: part?.compared ?? null }))
    .filter((part) => part.value > 0)
    .sort((a, b) => b.value - a.value);
  const all = parts.reduce((sum, part) => sum + part.value, 0);
  return parts.map((part) => ({
    key: part.key,
    name: nameOf('category', part.key, { campuses: {}, buildings: {} }, language),
    failures: exact(part.value, language),
    share: rate(ratio(part.value, all), language),
    length: part.value / parts[0]!.value,
    change: relativeChange(part, language),
  }));
}
