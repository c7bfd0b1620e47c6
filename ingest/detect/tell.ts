import { createHash } from 'node:crypto';
import { getMonth, getYear, isoDate, nextBeforeEnd } from './dates.ts';
import { effectOf, monthOf, REACH, RECURRING, toMonthEnd } from './effects.ts';
import type { Figures, Place } from './figures.ts';
import type { Incident } from './incident.ts';
import type { Scanner } from './scanner.ts';
import type { Scope } from './slices.ts';
import { summarise, type Summary } from './summary.ts';
import { limits } from './tails.ts';
import { severityOf } from './verdict.ts';

/** Younger than this, a baseline has a wider band. */
const WIDE_DAYS = 28;

/** Start of a bin as SQL reads it, UTC. */
export const instant = (bin: number): string =>
  new Date(bin * 300_000).toISOString().slice(0, 19).replace('T', ' ');

/** A scope's columns; null = any. */
export const scopeColumns = ({ campus_id, building_id, channel, bank, method }: Scope) => ({
  campus_id: campus_id ?? null, building_id: building_id ?? null, channel: channel ?? null, bank: bank ?? null,
  method: method ?? null,
}); // prettier-ignore

/** The name of an incident: the same however its data were loaded, and while it grows. */
export const nameOf = ({ founder }: Incident): string =>
  `i-${createHash('sha256').update(founder).digest('hex').slice(0, 12)}`;

/** Where and when an incident was. */
export const placeOf = (scanner: Scanner, incident: Incident): Place => ({
  incident_id: nameOf(incident), category: scanner.world.categories[incident.c]!,
  started_at: instant(incident.start), until: instant(incident.end), ...scopeColumns(incident.scope),
}); // prettier-ignore

/**
 * The month ends of a category that an allowance incident is one of: none, emerging or recurring. What exceeds a month end that
 * was expected is none of them, nor is an allowance that ends in the middle of a month.
 */
export function recurrenceOf(
  { effects, world }: Pick<Scanner, 'effects' | 'world'>,
  incident: Pick<Incident, 'c' | 'start' | 'end' | 'isAnnounced'>,
  { verdict, timezone_campus }: Pick<Summary, 'verdict' | 'timezone_campus'>,
): 'none' | 'emerging' | 'recurring' {
  if (verdict !== 'allowance') return 'none';
  const dateOf = (bin: number) => world.localTime(world.campuses.indexOf(timezone_campus), bin).date;
  const date = dateOf(incident.start);
  const isFar = toMonthEnd(date) >= REACH && toMonthEnd(dateOf(incident.end - 1)) >= REACH;
  const wasKnown = effectOf(effects, incident.c, monthOf(date)) !== undefined;
  if (!incident.isAnnounced && (isFar || wasKnown)) return 'none';
  const effect = effectOf(effects, incident.c, monthOf(date) + 1, 1);
  if (effect === undefined || effect.months < 2) return 'none';
  return effect.months >= RECURRING ? 'recurring' : 'emerging';
}

/** An incident as the table holds it. */
export function toRow(
  scanner: Scanner,
  incident: Incident,
  figures: Figures,
  zones: Record<string, string>,
  through: number,
) {
  const summary = incident.summary ?? summarise(scanner, incident);
  const recurrence = recurrenceOf(scanner, incident, summary);
  const effect = effectOf(scanner.effects, incident.c, monthOf(through) + 1);
  const [low, high] = limits(figures.observed, summary.expected, 0.02);
  const {
    incident_id,
    settled,
    observed,
    failed_amount,
    currency,
    orders_at_risk,
    lost_orders,
    immature_orders,
    lost_amount,
  } = figures;
  return {
    incident_id, category: scanner.world.categories[incident.c]!, status: incident.closed === null ? 'open' : 'closed',
    started_at: instant(incident.start), ended_at: incident.closed === null ? null : instant(incident.end),
    last_seen_at: instant(incident.end), raised_at: instant(incident.raised),
    peak_from: instant(incident.start), peak_to: instant(incident.end), ...scopeColumns(incident.scope),
    timezone: zones[summary.timezone_campus] ?? 'Asia/Shanghai',
    settled, observed, expected: summary.expected, excess: observed - summary.expected,
    excess_low: low - summary.expected, excess_high: high - summary.expected,
    orders_at_risk, lost_orders, immature_orders, failed_amount, lost_amount, currency,
    severity: severityOf(orders_at_risk, failed_amount), verdict: summary.verdict, certainty: summary.certainty,
    evidence: summary.evidence, recurrence,
    next_expected: recurrence === 'none' || effect === undefined ? null : isoDate(nextBeforeEnd(through, effect.first)),
    smallest_excess: summary.smallest_excess, learned_days: summary.learned_days,
    is_wide: summary.learned_days < WIDE_DAYS, score: incident.score,
  }; // prettier-ignore
}

/** The drivers of an incident as the table holds them. */
export function driverRows(scanner: Scanner, incident: Incident) {
  const { drivers } = incident.summary ?? summarise(scanner, incident);
  return drivers.map(({ scope, observed, expected, ...rest }, index) => ({
    incident_id: nameOf(incident), rank: index + 1, ...scopeColumns(scope), network_type: null,
    observed, expected, excess: observed - expected, ...rest,
  })); // prettier-ignore
}

/** What the calendar is known to do, as the table holds it. */
export function effectRows({ effects, world }: Scanner, through: number) {
  return world.categories.flatMap((category, c) => {
    const effect = effectOf(effects, c, monthOf(through) + 1);
    if (effect === undefined) return [];
    const next = nextBeforeEnd(through, effect.first);
    return [{
      category, campus_id: null, from_days_to_month_end: effect.first, to_days_to_month_end: 0,
      lift: effect.lift, lift_low: effect.low, lift_high: effect.high, months: effect.months,
      state: effect.months >= RECURRING ? 'recurring' : 'emerging', next_from: isoDate(next),
      next_to: isoDate(new Date(Date.UTC(getYear(next), getMonth(next) + 1, 0)).getTime() / 86_400_000),
    }]; // prettier-ignore
  });
}
