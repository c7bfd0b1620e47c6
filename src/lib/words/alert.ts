import type {
  AlertContext,
  AlertEvent,
  AlertIncident,
  AlertMessage,
  AlertWords,
} from '../contracts/index.ts';
import { day, exact, moment, money, type Language } from '../format/index.ts';
import { m } from '../paraglide/messages.js';
import { severityWord, verdictWord } from './incidents.ts';
import { nameOf } from './names.ts';
import { whoActs } from './verdicts.ts';

type Word = (inputs: Record<string, never>, options: { locale: Language }) => string;

/** Lines of a digest; more are only counted. */
const MOST_LINES = 20;

const EVENTS: Record<AlertEvent, Word> = {
  opened: m.alert_event_opened,
  worsened: m.alert_event_worsened,
  ended: m.alert_event_ended,
  announced: m.alert_event_announced,
  digest: m.alert_event_digest,
  test: m.alert_event_test,
};

/** What an event is called. */
export const eventWord = (event: AlertEvent, language: Language) => EVENTS[event]({}, { locale: language });

/** Puts alerts into the words of their rule: no order and no payer is ever among them. */
export const alertWords: AlertWords = { incident, digest, test, repeat };

function incident(one: AlertIncident, event: AlertEvent, context: AlertContext): AlertMessage {
  const locale = { locale: context.language };
  const said = {
    event: eventWord(event, context.language),
    severity: severityWord(one.severity, context.language),
    place: scopeOf(one, context),
    category: categoryOf(one, context),
  };
  const verdict = verdictWord(one.verdict, context.language);
  const who = whoActs(one.verdict, context.language);
  const lines = [
    alertSentence(one, context),
    m.alert_cost(costOf(one, context.language), locale),
    m.alert_who({ verdict, who }, locale),
    ...(event === 'announced' ? [recurs(one, context.language)] : []),
  ];
  return message(m.alert_title(said, locale), lines, `/incidents/${one.incident_id}`, context);
}

function digest(incidents: AlertIncident[], context: AlertContext): AlertMessage {
  const locale = { locale: context.language };
  const lines = incidents.slice(0, MOST_LINES).map((one) => {
    const severity = severityWord(one.severity, context.language);
    return m.alert_digest_line({ severity, sentence: alertSentence(one, context) }, locale);
  });
  const more = incidents.length - lines.length;
  if (more > 0) lines.push(m.alert_digest_more({ n: exact(more, context.language) }, locale));
  const title = m.alert_digest_title({ n: exact(incidents.length, context.language) }, locale);
  return message(title, lines, '/incidents', context);
}

function test(context: AlertContext): AlertMessage {
  const locale = { locale: context.language };
  return message(m.alert_test_title({}, locale), [m.alert_test_line({}, locale)], '/alerts', context);
}

function repeat({ lines, ...rest }: AlertMessage, language: Language): AlertMessage {
  return { ...rest, lines: [...lines, m.alert_repeat({}, { locale: language })] };
}

/** The first sentence of an incident: where, when, what, how much, against how much. */
export function alertSentence(one: AlertIncident, context: AlertContext): string {
  const locale = { locale: context.language };
  const time = (at: number) => moment(new Date(at).toISOString(), one.timezone);
  const said = {
    place: scopeOf(one, context),
    category: categoryOf(one, context),
    from: time(one.started_at),
    observed: exact(one.observed, context.language),
    usual:
      one.expected === null
        ? m.alert_usual_unknown({}, locale)
        : exact(Math.round(one.expected), context.language),
  };
  return one.ended_at === null
    ? m.alert_sentence_open(said, locale)
    : m.alert_sentence_closed({ ...said, to: time(one.ended_at) }, locale);
}

function message(title: string, lines: string[], path: string, context: AlertContext): AlertMessage {
  const locale = { locale: context.language };
  return {
    title: title + (context.sample ? m.alert_sample({}, locale) : ''),
    lines,
    link: context.base.replace(/\/+$/, '') + path,
    link_text: m.alert_link({}, locale),
  };
}

function scopeOf(one: AlertIncident, { places, language }: AlertContext): string {
  const building = one.building_id && `${one.campus_id}/${one.building_id}`;
  const where = building
    ? nameOf('building_id', building, places, language)
    : one.campus_id && nameOf('campus_id', one.campus_id, places, language);
  const rails = (['channel', 'bank', 'method'] as const).flatMap((key) =>
    one[key] === null ? [] : nameOf(key, one[key], places, language),
  );
  return [where, ...rails].filter(Boolean).join(' · ') || m.inc_everywhere({}, { locale: language });
}

function categoryOf({ category }: AlertIncident, { places, language }: AlertContext): string {
  return nameOf('category', category, places, language).toLowerCase();
}

function costOf(one: AlertIncident, language: Language) {
  const amount =
    (one.currency ?? 'CNY') === 'CNY'
      ? money(one.failed_amount, language)
      : `${exact(one.failed_amount, language)} ${one.currency}`;
  return {
    excess: exact(Math.round(one.excess), language),
    lost: exact(one.lost_orders, language),
    money: amount,
  };
}

function recurs({ next_expected }: AlertIncident, language: Language): string {
  const locale = { locale: language };
  return next_expected
    ? m.alert_recurs_next({ date: day(next_expected, language) }, locale)
    : m.alert_recurs({}, locale);
}
