import { between, chooser, poisson, stream } from './rng.ts';
import type { Random } from './rng.ts';
import { TEMPLATES, WEEKLY } from './templates.ts';
import type { Template } from './templates.ts';
import { calendarDay, dateOf, daysToMonthEnd, monthEndLift, weekNumber } from './calendar.ts';
import { MONTH_END_LIFT } from './world.ts';
import { SIM_ZONE, midnight } from './clock.ts';
import type { Campus } from './campuses.ts';
import type { Incident } from './incidents.ts';
import type { Rails } from './leaves.ts';
import { CAUSES } from './types.ts';
import type { Scope } from './types.ts';

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;

/** A range of day numbers, both inclusive. */
export interface Days {
  first: number;
  last: number;
}

const emptyCount = (): Incident['count'] => ({
  attempts: 0,
  usual: 0,
  extra: 0,
  observed: 0,
  injected: 0,
  hidden: 0,
});

/** A building in proportion to its demand, as a scope. */
export function anyBuilding(random: Random, campus: Campus): Scope {
  const weights = campus.buildings.map(({ demand }) => demand.reduce((a, b) => a + b, 0));
  return { campus_id: campus.campus_id, building_id: chooser(campus.buildings, weights)(random).building_id };
}

/** A campus in proportion to its share of the demand. */
export const anyCampus = (random: Random, campuses: readonly Campus[]): Campus =>
  chooser(
    campuses,
    campuses.map(({ share }) => share),
  )(random);

function anyScope(random: Random, target: Template['target'], campus: Campus, rails: Rails): Scope {
  const among = (leaves: Rails['leaves']) =>
    chooser(
      leaves,
      leaves.map(({ share }) => share),
    )(random);
  const cards = rails.leaves.filter(({ bank }) => bank !== '');
  switch (target) {
    case 'bank':
      return { bank: among(cards).bank };
    case 'card': {
      const { channel, method, bank } = among(cards);
      return { channel, bank, method };
    }
    case 'channel':
      return { channel: among(rails.leaves).channel };
    case 'building':
      return anyBuilding(random, campus);
    case 'campus':
      return { campus_id: campus.campus_id };
    case 'everywhere':
      return {};
  }
}

/** The incidents that belong to one week, whatever the range simulated. None on a holiday. */
function weekIncidents(seed: number, week: number, campuses: readonly Campus[], rails: Rails): Incident[] {
  const random = stream(seed, 'incidents', week);
  const template = chooser(
    TEMPLATES,
    TEMPLATES.map(({ weight }) => weight),
  );
  const number = Math.min(WEEKLY.most, Math.max(WEEKLY.least, poisson(random, WEEKLY.mean)));
  return Array.from({ length: number }, (_, n): Incident => {
    const { kind, verdict, categories, target, minutes, probability, hours } = template(random);
    const campus = anyCampus(random, campuses);
    const scope = anyScope(random, target, campus, rails);
    const day = week * 7 - 3 + Math.floor(random() * 7);
    const hour = between(random, ...hours[Math.floor(random() * hours.length)]!);
    const from =
      midnight(day, scope.campus_id ? campus.offset : SIM_ZONE.offset) + Math.round(hour * 60) * MINUTE;
    const category = categories[Math.floor(random() * categories.length)]!;
    return {
      incident_id: `i${week}-${n + 1}`,
      kind,
      category,
      cause: CAUSES.indexOf(category),
      verdict,
      from,
      to: from + Math.round(between(random, ...minutes)) * MINUTE,
      scope,
      probability: between(random, ...probability),
      lifts: [],
      count: emptyCount(),
    };
  }).filter(
    ({ from }) => calendarDay(Math.floor((from + SIM_ZONE.offset * MINUTE) / DAY)).kind !== 'holiday',
  );
}

/** One rise of balance failures at each month's end, cut to the range. */
function monthEnds({ first, last }: Days): Incident[] {
  const incidents: Incident[] = [];
  for (let day = first; day <= last; day++) {
    const left = daysToMonthEnd(day);
    if (left >= MONTH_END_LIFT.length || (day > first && left < MONTH_END_LIFT.length - 1)) continue;
    const end = Math.min(day + left, last);
    incidents.push({
      incident_id: `month-end-${dateOf(day).slice(0, 7)}`,
      kind: 'month_end_balance',
      category: 'balance',
      cause: CAUSES.indexOf('balance'),
      verdict: 'allowance',
      from: midnight(day),
      to: midnight(end + 1),
      scope: {},
      probability: null,
      lifts: Array.from({ length: end + 1 - day }, (_, n) => monthEndLift(day + n)),
      count: emptyCount(),
    });
  }
  return incidents;
}

/** All incidents of a range of days (both inclusive), in the order in which they begin; the last may be cut short. */
export function makeIncidents(
  seed: number,
  days: Days,
  campuses: readonly Campus[],
  rails: Rails,
): Incident[] {
  const weeks = Array.from(
    { length: weekNumber(days.last) - weekNumber(days.first) + 1 },
    (_, n) => weekNumber(days.first) + n,
  );
  const end = midnight(days.last + 1);
  return [...weeks.flatMap((week) => weekIncidents(seed, week, campuses, rails)), ...monthEnds(days)]
    .filter(({ from }) => from >= midnight(days.first) && from < end)
    .map((incident) => ({ ...incident, to: Math.min(incident.to, end) }))
    .sort((a, b) => a.from - b.from);
}
