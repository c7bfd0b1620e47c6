import type { IncidentChange, IncidentRow, MarkKind, Scope, Severity, Verdict } from '../contracts/index.ts';
import { day, exact, money, type Language } from '../format/index.ts';
import { m } from '../paraglide/messages.js';
import { nameOf, type Places } from './names.ts';

type Word = (inputs: Record<string, never>, options: { locale: Language }) => string;

const FAILURES: Partial<Record<string, Word>> = {
  network: m.inc_failures_network,
  balance: m.inc_failures_balance,
  timeout: m.inc_failures_timeout,
  unpaid: m.inc_failures_unpaid,
};
const SEVERITIES: Record<Severity, Word> = {
  minor: m.inc_severity_minor,
  moderate: m.inc_severity_moderate,
  severe: m.inc_severity_severe,
  extreme: m.inc_severity_extreme,
};
const VERDICTS: Record<Verdict, Word> = {
  place: m.inc_verdict_place,
  rail: m.inc_verdict_rail,
  allowance: m.inc_verdict_allowance,
  load: m.inc_verdict_load,
  unclear: m.inc_verdict_unclear,
};
const STATES: Record<IncidentRow['handling']['state'], Word> = {
  new: m.inc_state_new,
  acknowledged: m.inc_state_acknowledged,
  false: m.inc_state_false,
  known: m.inc_state_known,
};
const STATUSES: Record<IncidentRow['status'], Word> = {
  open: m.inc_status_open,
  closed: m.inc_status_closed,
};
const CHANGES: Record<IncidentChange, Word> = {
  opened: m.inc_change_opened,
  extended: m.inc_change_extended,
  worsened: m.inc_change_worsened,
  ended: m.inc_change_ended,
  reopened: m.inc_change_reopened,
  revised: m.inc_change_revised,
  withdrawn: m.inc_change_withdrawn,
};
const MARKS: Record<MarkKind, Word> = {
  acknowledged: m.inc_mark_acknowledged,
  assigned: m.inc_mark_assigned,
  note: m.inc_mark_note,
  false: m.inc_mark_false,
  known: m.inc_mark_known,
  cleared: m.inc_mark_cleared,
};

const one =
  <Name extends string>(words: Record<Name, Word>) =>
  (name: Name, language: Language) =>
    words[name]({}, { locale: language });

export const severityWord = one(SEVERITIES);
export const verdictWord = one(VERDICTS);
export const stateWord = one(STATES);
export const statusWord = one(STATUSES);
export const changeWord = one(CHANGES);
export const markWord = one(MARKS);

const RAILS = ['channel', 'bank', 'method', 'network_type'] as const;

/** The rails of a scope in words; null where any is meant. */
function railOf(scope: Scope, places: Places, language: Language): string | null {
  const names = RAILS.flatMap((key) => (scope[key] ? [nameOf(key, scope[key], places, language)] : []));
  return names.length > 0 ? names.join(' ') : null;
}

/** Where something is: `东区三教`, `所有校区 · 支付宝`. */
export function whereOf(scope: Scope, places: Places, language: Language): string {
  const locale = { locale: language };
  const { campus_id, building_id } = scope;
  const place = building_id
    ? nameOf('building_id', campus_id ? `${campus_id}/${building_id}` : building_id, places, language)
    : campus_id && nameOf('campus_id', campus_id, places, language);
  const rail = railOf(scope, places, language);
  if (!rail) return place ?? m.inc_everywhere({}, locale);
  return place ? m.inc_where_rail({ place, rail }, locale) : rail;
}

/** When it was, on the campus's clock: `3月7日 周六 11:38–12:31`, `3月25日 周三 08:00 起`. */
export function whenOf(
  { started_at, ended_at }: Pick<IncidentRow, 'started_at' | 'ended_at'>,
  language: Language,
) {
  const date = (instant: string) => day(instant.slice(0, 10), language);
  const time = (instant: string) => instant.slice(11, 16);
  const start = `${date(started_at)} ${time(started_at)}`;
  if (ended_at === null) return m.inc_when_open({ start }, { locale: language });
  if (ended_at.slice(0, 10) === started_at.slice(0, 10)) return `${start}–${time(ended_at)}`;
  return `${start} – ${date(ended_at)} ${time(ended_at)}`;
}

/** Expected failures as a sentence says them: whole, and never 0 where it is only little. */
export function usualText(expected: number, language: Language): string {
  return expected > 0 && expected < 1
    ? m.inc_under_one({}, { locale: language })
    : exact(Math.round(expected), language);
}

/** The first sentence: `东区三教 3月7日 周六 12:05–12:35 网络失败 64 笔，平常 5 笔`. */
export function incidentSentence(incident: IncidentRow, places: Places, language: Language): string {
  const locale = { locale: language };
  const category = nameOf('category', incident.category, places, language);
  const failures = FAILURES[incident.category]?.({}, locale) ?? m.inc_failures_other({ category }, locale);
  const said = {
    where: whereOf(incident.scope, places, language),
    when: whenOf(incident, language),
    failures,
    observed: exact(incident.observed, language),
  };
  if (incident.expected > 0 && incident.expected < 1) return m.inc_sentence_little(said, locale);
  return m.inc_sentence({ ...said, expected: usualText(incident.expected, language) }, locale);
}

/** Money with its currency where that is not the yuan. */
export function moneyOf(value: number, currency: string, language: Language): string {
  return currency === 'CNY' ? money(value, language) : `${currency} ${exact(Math.round(value), language)}`;
}
