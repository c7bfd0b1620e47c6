import { holds, lengthOf, within, type Incident } from './incident.ts';
import type { Tally } from './localise.ts';
import type { Scanner } from './scanner.ts';
import type { Scope } from './slices.ts';
import { explanations } from './scopes.ts';
import { limits, smallestExcess, TOLD_HOURS } from '../../stats/tails.ts';
import { toMonthEnd } from './occasions.ts';
import { verdictOf, type Evidence, type Verdict } from './verdict.ts';
import { spreadOf } from './spreads.ts';

/** A slice with its part of an incident's excess. */
export interface Driver {
  scope: Scope;
  settled: number;
  observed: number;
  expected: number;
  /** Extra spread by which the limits of its excess are wider than Poisson. */
  spread: number;
  excess_low: number;
  excess_high: number;
  share: number;
}

/** What is said of an incident. */
export interface Summary extends Omit<Driver, 'share' | 'scope'> {
  verdict: Verdict;
  certainty: number;
  evidence: Evidence;
  drivers: Driver[];
  /** Nats that an excess in its scope must be above to be an incident. */
  threshold: number;
  smallest_excess: number;
  learned_days: number;
  timezone_campus: string;
}

const DRIVERS = 3;

/** Part of the spread of an hour that an incident has as a whole. */
const OF_SPREAD = 1 / 4;

function measure(scanner: Scanner, incident: Incident, scope: Scope, tally: Tally) {
  const [observed, expected] = within(scanner, scope, tally);
  const [settled] = within(scanner, scope, { seen: incident.sums!.settled, usual: incident.sums!.settled });
  const slice = scanner.slices.find(scope) ?? incident.slice;
  const spread = spreadOf(scanner, slice, incident.c, expected) * OF_SPREAD;
  const [low, high] = limits(observed, expected, spread);
  return { settled, observed, expected, spread, excess_low: low - expected, excess_high: high - expected };
}

/** The combinations that carry the excess: the best explanation, then that of what it leaves. */
function driversOf(scanner: Scanner, incident: Incident): Driver[] {
  const sums = incident.sums!;
  const left: Tally = { seen: sums.seen.slice(), usual: sums.usual.slice() };
  const drivers: Driver[] = [];
  const total = Math.max(
    1e-9,
    within(scanner, incident.scope, sums).reduce((x, e) => x - e),
  );
  for (let rank = 0; rank < DRIVERS; rank++) {
    const scope =
      rank === 0
        ? incident.scope
        : explanations(scanner, incident.c, left, lengthOf(incident)).find(({ score }) => score > 0)?.scope;
    if (scope === undefined) break;
    const found = measure(scanner, incident, scope, left);
    drivers.push({ scope, ...found, share: (found.observed - found.expected) / total });
    for (let leaf = 0; leaf < left.seen.length; leaf++)
      if (holds(scanner, scope, leaf)) left.seen[leaf] = Math.min(left.seen[leaf]!, left.usual[leaf]!);
  }
  return drivers;
}

/** Counts groups of leaves in scope with more failures than usual, and all that had attempts. */
function struck(scanner: Scanner, incident: Incident, of: Int32Array, size: number): [number, number] {
  const sums = incident.sums!;
  const [x, e, n] = [new Float64Array(size), new Float64Array(size), new Float64Array(size)];
  for (let leaf = 0; leaf < sums.seen.length; leaf++) {
    if (!holds(scanner, incident.scope, leaf)) continue;
    x[of[leaf]!]! += sums.seen[leaf]!;
    e[of[leaf]!]! += sums.usual[leaf]!;
    n[of[leaf]!]! += sums.settled[leaf]!;
  }
  const isStruck = (at: number) => x[at]! > e[at]! + Math.sqrt(e[at]!);
  return [[...x.keys()].filter(isStruck).length, [...n].filter((it) => it > 0).length];
}

/**
 * How sure the verdict is, 0 to 1: how much likelier the slices of that verdict explain the excess than those of others; slices that hold the
 * same failures as its own are it by another name. Of what is announced the calendar is the verdict: how sure it is that it came.
 */
function certaintyOf(scanner: Scanner, incident: Incident, evidence: Evidence): number {
  const { c, slice, sums, score, announced } = incident;
  if (announced !== null) return 1 - Math.exp(-Math.max(0, score));
  const category = scanner.world.categories[c]!;
  const found = explanations(scanner, c, sums!, lengthOf(incident));
  const itself = found.find((it) => it.slice === slice);
  if (itself === undefined) return 0;
  const verdict = verdictOf(category, itself.scope, evidence);
  const best = new Map<Verdict, number>([[verdict, itself.score]]);
  for (const other of found) {
    const isSame = other.seen === itself.seen && other.usual === itself.usual;
    const its = isSame ? verdict : verdictOf(category, other.scope, evidence);
    best.set(its, Math.max(best.get(its) ?? -Infinity, other.score));
  }
  const own = best.get(verdict)!;
  return 1 / [...best.values()].reduce((sum, score) => sum + Math.exp(Math.min(50, score - own)), 0);
}

/** The fewest days from a date of an incident to an allowance; null where none is near. */
function daysToAllowance({ world }: Scanner, campus: number, first: number, last: number): number | null {
  const days = Array.from(
    { length: last - first + 1 },
    (_, day) => world.daysToAllowance(campus, first + day) ?? Infinity,
  );
  const fewest = Math.min(...days);
  return Number.isFinite(fewest) ? fewest : null;
}

/** Sums an incident up, from its sums by leaf. */
export function summarise(scanner: Scanner, incident: Incident): Summary {
  const { world, baseline } = scanner;
  const sums = incident.sums!;
  const threshold = scanner.tuning.threshold + scanner.costs[incident.c]![incident.slice]!;
  const told = Math.min(1, (TOLD_HOURS * 12) / Math.max(1, lengthOf(incident)));
  const whole = measure(scanner, incident, incident.scope, sums);
  const [x] = within(scanner, {}, sums);
  const [n] = within(scanner, {}, { seen: sums.settled, usual: sums.settled });
  const leaf =
    [...sums.seen.keys()].find((it) => sums.seen[it]! > 0 && holds(scanner, incident.scope, it)) ?? 0;
  const campus = world.campusOf[leaf]!;
  const { date, half } = world.localTime(campus, incident.start);
  const [placesStruck, placesSeen] = struck(scanner, incident, world.placeOf, world.places.length);
  const [railsStruck, railsSeen] = struck(scanner, incident, world.railOf, world.rails.length);
  const evidence: Evidence = {
    places_struck: placesStruck, places_seen: placesSeen, rails_struck: railsStruck, rails_seen: railsSeen,
    days_to_month_end: toMonthEnd(date),
    days_to_allowance: daysToAllowance(scanner, campus, date, world.localTime(campus, incident.end - 1).date),
    occasion: incident.announced?.occasion ?? null,
    hour_volume: baseline === undefined ? 0 : baseline.volume[half]! / Math.max(...baseline.volume),
    inside_rate: whole.observed / Math.max(1, whole.settled),
    outside_rate: n > whole.settled ? (x - whole.observed) / (n - whole.settled) : null,
    usual_rate: whole.expected / Math.max(1, whole.settled),
  }; // prettier-ignore
  return {
    ...whole, evidence,
    verdict: verdictOf(world.categories[incident.c]!, incident.scope, evidence),
    certainty: certaintyOf(scanner, incident, evidence),
    drivers: driversOf(scanner, incident),
    threshold,
    smallest_excess: smallestExcess(whole.expected * told, whole.spread / OF_SPREAD, threshold),
    learned_days: baseline?.learnedDays ?? 0,
    timezone_campus: world.campuses[campus]!,
  }; // prettier-ignore
}
