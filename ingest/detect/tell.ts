import { createHash } from 'node:crypto';
import { isoDate } from './dates.ts';
import { effectOf, EMERGING, RECURRING } from './effects.ts';
import type { Figures, Place } from './figures.ts';
import type { Announced, Incident } from './incident.ts';
import { nextOf, OCCASIONS, occurrencesOn, placesOf, ruleOf } from './occasions.ts';
import type { Scanner } from './scanner.ts';
import { KINDS, type Scope } from './slices.ts';
import { summarise, type Summary } from './summary.ts';
import { limits } from '../../stats/tails.ts';
import { severityOf } from './verdict.ts';

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

/** The occurrence that an incident lies in: that whose effect it is, or else one of those that money runs short before. */
function occurrenceOf(
  { world }: Pick<Scanner, 'world'>,
  { start, end, announced }: Pick<Incident, 'start' | 'end' | 'announced'>,
  timezone_campus: string,
): Announced | undefined {
  if (announced !== null) return announced;
  const campus = world.campuses.indexOf(timezone_campus);
  for (const rule of OCCASIONS.filter((it) => it.isCountdown))
    for (const bin of [start, end - 1]) {
      const happening = occurrencesOn(world, rule, world.localTime(campus, bin).date);
      const found = happening.find(({ campuses }) => campuses.includes(campus));
      if (found) return { occasion: rule.name, where: found.where, number: found.number };
    }
  return undefined;
}

/**
 * What an incident is one of: none, emerging or recurring, and the occurrence. What exceeds an effect that was expected is one of none,
 * nor is what was not announced and is no shortage of money.
 */
export function recurrenceOf(
  scanner: Pick<Scanner, 'effects' | 'world'>,
  incident: Pick<Incident, 'c' | 'start' | 'end' | 'announced'>,
  { verdict, timezone_campus }: Pick<Summary, 'verdict' | 'timezone_campus'>,
): { recurrence: 'none' | 'emerging' | 'recurring'; of: Announced | null } {
  const { c, announced } = incident;
  const none = { recurrence: 'none', of: null } as const;
  const of = occurrenceOf(scanner, incident, timezone_campus);
  if (of === undefined) return none;
  const rule = ruleOf(of.occasion);
  const wasKnown = effectOf(scanner.effects, rule, of.where, c, of.number) !== undefined;
  if (announced === null && (wasKnown || verdict !== 'allowance')) return none;
  const shown = effectOf(scanner.effects, rule, of.where, c, of.number + 1, 1)?.shown ?? 0;
  return shown < EMERGING ? none : { recurrence: stateOf(shown), of };
}

const stateOf = (shown: number) => (shown >= RECURRING ? 'recurring' : 'emerging');

/** An incident as the table holds it. */
export function toRow(
  scanner: Scanner,
  incident: Incident,
  figures: Figures,
  zones: Record<string, string>,
  through: number,
) {
  const summary = incident.summary ?? summarise(scanner, incident);
  const { recurrence, of } = recurrenceOf(scanner, incident, summary);
  const rule = of && ruleOf(of.occasion);
  const effect = of && rule && effectOf(scanner.effects, rule, of.where, incident.c);
  const next = effect && nextOf(scanner.world, rule!, effect.where, through, effect.last);
  const [low, high] = limits(figures.observed, summary.expected, summary.spread);
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
    next_expected: next ? isoDate(next[0]) : null,
    spread: summary.spread, threshold: summary.threshold, smallest_excess: summary.smallest_excess, learned_days: summary.learned_days,
    score: incident.score,
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

/** What the calendar is known to do, as the table holds it; a campus of null is all of them. */
export function effectRows({ effects, world }: Scanner, through: number) {
  const known = OCCASIONS.flatMap((rule) =>
    placesOf(world, rule).flatMap((where) =>
      [...world.categories.keys()].flatMap((c) => effectOf(effects, rule, where, c) ?? []),
    ),
  );
  return known.map(({ occasion, where, category, last, lift, low, high, shown }) => {
    const [from, to] = nextOf(world, ruleOf(occasion), where, through, last) ?? [];
    return {
      category: world.categories[category]!, campus_id: world.campuses[where] ?? null, occasion, days: last + 1,
      lift, lift_low: low, lift_high: high, occurrences: shown, state: stateOf(shown),
      next_from: from === undefined ? null : isoDate(from), next_to: to === undefined ? null : isoDate(to),
    }; // prettier-ignore
  });
}

/** What an excess must be above to be an incident, by category and kind of slice, as the table holds it. */
export function thresholdRows({ slices, costs, tuning, world }: Scanner) {
  const kinds = [...new Set(slices.kind)].sort((a, b) => a - b);
  return kinds.flatMap((kind) => {
    const slice = slices.kind.indexOf(kind);
    const { place, rail } = KINDS[kind]!;
    return world.categories.map((category, c) => ({
      category, level: place, rail: rail.join(' '), threshold: tuning.threshold + costs[c]![slice]!,
    })); // prettier-ignore
  });
}
