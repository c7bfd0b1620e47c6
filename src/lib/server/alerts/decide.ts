import { SEVERITIES } from '../../contracts/index.ts';
import type { AlertEvent, AlertIncident, AlertRule } from '../../contracts/index.ts';
import { isQuiet, localTime } from './clock.ts';
import type { Told } from './state.ts';

/** An incident that ended longer ago than this before the data's end is no news. */
const NEWS_MS = 24 * 60 * 60_000;

const rank = (severity: AlertIncident['severity']) => SEVERITIES.indexOf(severity);

/** Whether a rule is about an incident: its verdict, category and scope. A wide incident concerns every place in it. */
export function concerns(rule: AlertRule, incident: AlertIncident): boolean {
  const anyOf = (list: readonly string[], value: string | null) =>
    list.length === 0 || value === null || list.includes(value);
  const building = incident.building_id && `${incident.campus_id}/${incident.building_id}`;
  return (
    anyOf(rule.verdicts, incident.verdict) &&
    anyOf(rule.categories, incident.category) &&
    anyOf(rule.scope.campus_id, incident.campus_id) &&
    anyOf(rule.scope.building_id, building) &&
    anyOf(rule.scope.channel, incident.channel) &&
    anyOf(rule.scope.bank, incident.bank)
  );
}

/** Whether an incident is bad enough to be told at once; each least that is set must be reached. */
export function isLarge(rule: AlertRule, incident: AlertIncident): boolean {
  return (
    rank(incident.severity) >= rank(rule.least_severity) &&
    incident.excess >= (rule.least_excess ?? 0) &&
    incident.failed_amount >= (rule.least_money ?? 0)
  );
}

/**
 * What is to be told to a rule of an incident, after what it was told before: at once, or by the digest; null for
 * nothing. A month end, and what else recurs, is announced once and then left alone. What only a digest told of is
 * opened at once when it has grown large enough. Quiet hours leave things to the digest; where a rule has none, they wait
 * until the hours are over.
 */
export function decide(
  rule: AlertRule,
  incident: AlertIncident,
  told: readonly Told[],
  { now, dataThrough }: { now: number; dataThrough: number },
): { event: AlertEvent; now: boolean } | null {
  const event = eventOf(incident, told);
  if (event === null) return null;
  const awake =
    rank(incident.severity) >= rank('severe') || !isQuiet(localTime(now, rule.timezone), rule.quiet);
  const isNews = told.length > 0 || dataThrough - (incident.ended_at ?? incident.last_seen_at) <= NEWS_MS;
  const isUrgent = isNews && (event === 'ended' || isLarge(rule, incident));
  const atOnce = awake && isUrgent;
  if (isUrgent && !awake && rule.digest_at === null) return null;
  if (event === 'opened' && told.length > 0 && !atOnce) return null;
  return { event, now: atOnce };
}

function eventOf(incident: AlertIncident, told: readonly Told[]): AlertEvent | null {
  const last = told.at(-1);
  if (incident.recurrence !== 'none') return last ? null : 'announced';
  if (!last) return 'opened';
  const isWorse = rank(incident.severity) > rank(last.severity) || doubled(incident.excess, last.excess);
  if (!told.some((one) => one.now)) return isWorse ? 'opened' : null;
  if (incident.status === 'closed' && !last.over) return 'ended';
  return isWorse ? 'worsened' : null;
}

const doubled = (excess: number, before: number) => before > 0 && excess >= 2 * before;
