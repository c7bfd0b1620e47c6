import type { Category, IncidentRow, SummaryAnswer } from '../contracts/index.ts';
import { exact, type Language } from '../format/number.ts';
import { points, rate, ratio } from '../format/rate.ts';
import { m } from '../paraglide/messages.js';
import { periodOf, windowOf } from './context.ts';
import type { Board } from './boards.ts';
import { incidentSentence } from './incidents.ts';
import { nameOf, type Places } from './names.ts';

/** The answers that a headline is made from, and what it must know of the page. */
export type HeadlineFacts = {
  summary: SummaryAnswer;
  /** Where most failed, if that could be answered. */
  where: Board | null;
  /** What was found in the window, that with most excess in it first. */
  incidents: { incident: IncidentRow; excess: number }[];
  chosen: Category[];
  places: Places;
  language: Language;
  year?: number;
};

/** The bulletin in sentences: how much failed against the period before and what was unusual, which part moved, and where. */
export function headline(facts: HeadlineFacts): string[] {
  const { summary, language } = facts;
  const window = windowOf(summary, language, facts.year);
  if (!summary.settled.value) return [m.head_empty({ window }, { locale: language })];
  if (!summary.failures.value) {
    const settled = exact(summary.settled.value, language);
    return [m.head_clear({ window, subject: subjectOf(facts), settled }, { locale: language })];
  }
  const answer = [level(facts, window), unusual(facts)].filter((sentence) => sentence !== null);
  return [answer.join(m.sentence_joiner({}, { locale: language })), cause(facts), place(facts)].filter(
    (sentence) => sentence !== null,
  );
}

/** An incident is named beside the first if it has at least this share of the first one's excess. */
const NAMED = 0.5;

function unusual({ incidents, places, language }: HeadlineFacts): string | null {
  const [first, second] = incidents;
  if (!first) return null;
  const locale = { locale: language };
  const named = second && second.excess >= NAMED * first.excess ? [first, second] : [first];
  const sentence = named
    .map(({ incident }) => incidentSentence(incident, places, language))
    .join(m.clause_joiner({}, locale));
  return incidents.length === named.length
    ? m.head_unusual({ sentence }, locale)
    : m.head_unusual_more({ sentence, n: exact(incidents.length, language) }, locale);
}

function subjectOf({ chosen, language }: HeadlineFacts): string {
  const locale = { locale: language };
  if (chosen.length === 0) return m.head_subject({}, locale);
  const names = chosen.map((key) =>
    nameOf('category', key, { campuses: {}, buildings: {} }, language).toLowerCase(),
  );
  return m.head_subject_of({ categories: names.join(m.filter_joiner({}, locale)) }, locale);
}

function level(facts: HeadlineFacts, window: string): string {
  const { summary, language } = facts;
  const locale = { locale: language };
  const { value, compared } = summary.failure_rate;
  const said = {
    window,
    subject: subjectOf(facts),
    failures: exact(summary.failures.value, language),
    rate: rate(value, language),
  };
  const period = periodOf(summary, language);
  const difference = points(value, compared, language);
  if (period === null || difference === null) return m.head_level(said, locale);
  if (difference === '0' || direction(summary) === 0) return m.head_same({ ...said, period }, locale);
  const moved = { ...said, period, points: difference.slice(1) };
  return difference.startsWith('+') ? m.head_higher(moved, locale) : m.head_lower(moved, locale);
}

function cause({ summary, chosen, places, language }: HeadlineFacts): string | null {
  if (chosen.length === 1) return null;
  const locale = { locale: language };
  const parts = Object.entries(summary.failures_by_category).map(([key, part]) => ({
    name: nameOf('category', key, places, language).toLowerCase(),
    value: part?.value ?? 0,
    moved:
      (ratio(part?.value, summary.settled.value) ?? 0) -
      (ratio(part?.compared, summary.settled.compared) ?? 0),
  }));
  const way = direction(summary);
  if (way === null || way === 0) {
    const largest = parts.sort((a, b) => b.value - a.value)[0];
    if (!largest?.value) return null;
    const share = rate(ratio(largest.value, summary.failures.value), language);
    return m.head_largest({ category: largest.name, share }, locale);
  }
  const most = parts.sort((a, b) => way * (b.moved - a.moved))[0];
  const moved = points(Math.abs(most?.moved ?? 0), 0, language);
  if (!most || moved === null || moved === '0') return null;
  const said = { category: most.name, points: moved.slice(1) };
  if (way < 0) return m.head_less_most(said, locale);
  const rise = parts.reduce((sum, part) => sum + Math.max(part.moved, 0), 0);
  return most.moved > rise / 2 ? m.head_more_mostly(said, locale) : m.head_more_most(said, locale);
}

/** Whether the failure rate rose (1), fell (−1) or stayed (0: within what chance alone explains); null without a comparison. */
function direction({ failure_rate, settled, compared_from }: SummaryAnswer): 1 | 0 | -1 | null {
  const { value, compared } = failure_rate;
  if (compared_from === null || value === null || compared === null || !settled.value || !settled.compared)
    return null;
  const chance = Math.sqrt(
    (value * (1 - value)) / settled.value + (compared * (1 - compared)) / settled.compared,
  );
  if (Math.abs(value - compared) <= 2 * chance) return 0;
  return value > compared ? 1 : -1;
}

function place({ where, places, language }: HeadlineFacts): string | null {
  const locale = { locale: language };
  const row = where?.rows.find(({ key }) => !key.endsWith('unknown'));
  if (!where || !row || where.by === 'error_code' || where.total < 2) return null;
  const name = nameOf(where.by, row.key, places, language);
  const said = {
    n: exact(row.failures, language),
    rate: rate(ratio(row.failures, row.settled), language),
  };
  return where.by === 'hour'
    ? m.head_hour({ ...said, hour: name }, locale)
    : m.head_place({ ...said, place: name }, locale);
}
