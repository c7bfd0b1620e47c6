import type { Alarm } from './evidence.ts';
import { pauseOf, sumSince, takePending, type Incident } from './incident.ts';
import { liftAt, type Day } from './effects.ts';
import { REACH } from './occasions.ts';
import type { Scanner } from './scanner.ts';
import type { Candidate } from './localise.ts';
import { isWithin, meet, scopeText, type Scope } from './slices.ts';
import { explanations, rescope, withoutOthers } from './scopes.ts';
import { gain, LEAST_USUAL, surprise } from '../../stats/tails.ts';
import { levelOf, spreadOf } from './spreads.ts';

/** The bin with which the excess of a slice most likely began (maximum likelihood over all starts). */
function onset({ rings }: Scanner, slice: number, c: number, bin: number, window: number): number {
  let [x, e, top, start] = [0, 0, -1, bin];
  const take = (seen: number, usual: number, from: number, margin: number) => {
    x += seen;
    e += usual;
    const now = gain(x, e, 0.02);
    if (now <= top + margin) return;
    top = now;
    start = from;
  };
  for (let at = bin; at > bin - Math.min(24, window + 6); at--)
    take(rings.seen(slice, c, at), rings.usual(slice, c, at), at, 0.01);
  if (window <= 24) return start;
  [x, e] = [0, 0];
  const hour = Math.floor(bin / 12);
  for (let at = hour; at > hour - window / 12; at--)
    take(rings.seenHour(slice, c, at), rings.usualHour(slice, c, at), at * 12, 0.5);
  return start;
}

/** A day that is this far above its level belongs to what began before. */
const LIFTED = 1.3;

/** The bin with which days in a row above their level began, before a bin; only campuses and the whole have days. */
function firstDay(
  { days, level, lifts, world, bins }: Scanner,
  scope: Scope,
  c: number,
  start: number,
): number {
  if (Object.keys(scope).some((key) => key !== 'campus_id')) return start;
  const C = world.categories.length;
  const campuses = [...world.campuses.keys()].filter((it) =>
    [undefined, world.campuses[it]].includes(scope.campus_id),
  );
  const isAbove = ({ seen, usual }: Day) => {
    let [x, e] = [0, 0];
    for (const campus of campuses) {
      const at = campus * C + c;
      x += seen[at]!;
      e += (usual[at]! * level[at]!) / liftAt(lifts, at);
    }
    return x > LIFTED * e && x > e + 3 * Math.sqrt(e);
  };
  const before = days.slice(-REACH);
  while (before.length > 0 && isAbove(before.at(-1)!)) before.pop();
  const first = days[days.length - Math.min(REACH, days.length) + before.length];
  if (first === undefined) return start;
  const row = bins.date.findIndex((date) => date === first.date);
  return row < 0 ? start : Math.min(start, bins.bin[row]!);
}

const isNested = (one: Scope, two: Scope) => isWithin(one, two) || isWithin(two, one);

function reopen(scanner: Scanner, c: number, scope: Scope, start: number, bin: number, to: number): boolean {
  const { closed, open } = scanner;
  const again = closed.findLast(
    (it) =>
      it.c === c && it.announced === null && it.sums !== undefined && isNested(it.scope, scope) &&
      start - it.end <= pauseOf(it) && it.start - start <= pauseOf(it),
  ); // prettier-ignore
  if (again === undefined) return false;
  closed.splice(closed.indexOf(again), 1);
  again.pending = sumSince(scanner, c, again.end, to);
  takePending(again);
  Object.assign(again, { closed: null, over: 0, end: bin + 1 });
  open.push(again);
  return true;
}

/**
 * Makes an incident of an alarm: its scope is the slice that explains the window's excess best, or whose attempts have surged. One that ended a
 * moment ago is reopened instead. Gives false where the excess is spread so that no slice proves it.
 */
export function raise(
  scanner: Scanner,
  bin: number,
  to: number,
  slice: number,
  c: number,
  alarm: Alarm,
): boolean {
  const { slices, tuning, costs } = scanner;
  const sums = sumSince(scanner, c, bin - alarm.window + 1, to);
  const tally = withoutOthers(scanner, c, sums, slices.scope[slice]!);
  const order = explanations(scanner, c, tally, alarm.window);
  const isDriver = ({ slice: it, scope }: Candidate) =>
    alarm.isSurge ? it === slice : meet(scope, slices.scope[slice]!) !== undefined;
  const driver = order.find(isDriver) ?? order[0];
  const founder = [scanner.world.categories[c], bin, scopeText(slices.scope[slice]!)].join('|');
  const isIt = (it: Incident) =>
    it.founder === founder || (it.c === c && it.announced === null && it.slice === driver?.slice);
  if (driver === undefined || scanner.open.some(isIt)) return false;
  const usual = driver.usual * levelOf(scanner, driver.slice, c, alarm.window);
  const spread = spreadOf(scanner, driver.slice, c, usual, alarm.window);
  const proof = surprise(driver.seen, Math.max(usual, LEAST_USUAL), spread) - costs[c]![driver.slice]!;
  if (!alarm.isSurge && proof < tuning.threshold - 1) return false;
  const found = onset(scanner, driver.slice, c, bin, alarm.window);
  const start = alarm.window > 24 ? firstDay(scanner, driver.scope, c, found) : found;
  if (reopen(scanner, c, driver.scope, start, bin, to)) return true;
  const incident: Incident = {
    founder, c, slice: driver.slice, scope: driver.scope, start, end: bin + 1, raised: bin + 1, closed: null,
    score: alarm.score, ratio: 1, over: 0, announced: null,
    sums: sumSince(scanner, c, start, to), pending: undefined, summary: undefined,
  }; // prettier-ignore
  scanner.open.push(incident);
  rescope(scanner, incident);
  return true;
}
