import { holds, lengthOf, takePending, within, type Incident, type Sums } from './incident.ts';
import { localise, type Candidate, type Tally } from './localise.ts';
import type { Scanner } from './scanner.ts';
import { common, isWithin, meet, type Scope } from './slices.ts';
import { gain } from '../../stats/tails.ts';
import { levelOf, sharedSpread } from './spreads.ts';

/** Nats that another scope must be better by before an incident changes to it. */
const BETTER = 2;

/** Settled attempts of sums in a scope. */
const settledWithin = (scanner: Scanner, scope: Scope, { settled }: Sums): number =>
  within(scanner, scope, { seen: settled, usual: settled })[0];

/** The share of its attempts that an incident has lost above what is usual. */
function lostShare(scanner: Scanner, { scope, sums }: Incident): number {
  if (sums === undefined) return 0;
  const [x, e] = within(scanner, scope, sums);
  return Math.max(0, x - e) / Math.max(1, settledWithin(scanner, scope, sums));
}

/**
 * A tally in which what other open incidents explain is usual: all that was seen in one that lies in a scope or beside it;
 * in one that holds the scope, what its own ratio makes of it, or its own share of the attempts.
 */
export function withoutOthers(
  scanner: Scanner,
  c: number,
  { seen, usual, settled }: Sums,
  scope: Scope,
  itself?: Incident,
): Tally {
  const left = { seen, usual: usual.slice() };
  for (const other of scanner.open) {
    if (other.c !== c || other === itself || other.announced !== null) continue;
    const isInside = isWithin(scope, other.scope) && !isWithin(other.scope, scope);
    const lost = isInside ? lostShare(scanner, other) : 0;
    for (let leaf = 0; leaf < seen.length; leaf++)
      if (holds(scanner, other.scope, leaf))
        left.usual[leaf] = Math.max(
          usual[leaf]! * other.ratio,
          isInside ? usual[leaf]! + lost * settled[leaf]! : seen[leaf]!,
        );
  }
  return left;
}

/** The slices that could explain a tally of so many bins, best first. */
export const explanations = (scanner: Scanner, c: number, tally: Tally, window: number): Candidate[] =>
  localise(
    scanner.slices,
    tally,
    (slice) => scanner.costs[c]![slice]!,
    (slice) => sharedSpread(scanner, slice, c, window),
    (slice) => levelOf(scanner, slice, c),
  );

function setScope(scanner: Scanner, incident: Incident, slice: number): void {
  incident.slice = slice;
  incident.scope = scanner.slices.scope[slice]!;
}

/** Finds scope and ratio of an open incident anew; takes in what lies inside it. */
export function rescope(scanner: Scanner, incident: Incident): void {
  if (incident.sums === undefined) return;
  const order = explanations(
    scanner,
    incident.c,
    withoutOthers(scanner, incident.c, incident.sums, incident.scope, incident),
    lengthOf(incident),
  );
  const now = order.find(({ slice }) => slice === incident.slice);
  const [top] = order;
  if (top && now && top.score > now.score + BETTER && meet(top.scope, incident.scope)) {
    setScope(scanner, incident, top.slice);
  }
  const [x, e] = within(scanner, incident.scope, incident.sums);
  incident.ratio = Math.max(1.2, (x + 1) / (e * levelOf(scanner, incident.slice, incident.c) + 1));
}

/**
 * Log likelihood ratio of parts that all lose the same share of their attempts, above what is usual in each: an outage adds
 * failures by attempt, however many are usual there. The share is that of the sums (method of moments).
 */
function gainByAttempts(
  parts: readonly [seen: number, usual: number, settled: number][],
  alpha: number,
): number {
  const [x, e, n] = parts.reduce(([x, e, n], part) => [x + part[0], e + part[1], n + part[2]], [0, 0, 0]);
  const lost = (x - e) / Math.max(1, n);
  if (lost <= 0) return 0;
  return parts.reduce((total, [seen, usual, settled]) => {
    const [before, after] = [Math.max(usual, 1e-9), usual + lost * settled];
    return (
      total +
      seen * Math.log(after / before) -
      (seen + 1 / alpha) * Math.log((1 + alpha * after) / (1 + alpha * before))
    );
  }, 0);
}

/** How well one slice explains sums. */
function worth(scanner: Scanner, slice: number, c: number, sums: Sums, window: number): number {
  const [x, e] = within(scanner, scanner.slices.scope[slice]!, sums);
  const m = e * levelOf(scanner, slice, c);
  return gain(x, m, sharedSpread(scanner, slice, c, window)) - scanner.costs[c]![slice]!;
}

/** How well one slice explains sums of two scopes in it and the rest, where all lose the same share of their attempts. */
function together(
  scanner: Scanner,
  outer: number,
  one: Incident,
  two: Incident,
  sums: Sums,
  window: number,
): number {
  const part = (scope: Scope): [number, number, number] => [
    ...within(scanner, scope, sums),
    settledWithin(scanner, scope, sums),
  ];
  const both = meet(one.scope, two.scope);
  const less = (some: [number, number, number], other: [number, number, number]) =>
    some.map((it, at) => it - other[at]!) as [number, number, number];
  const [first, second] = [part(one.scope), both ? less(part(two.scope), part(both)) : part(two.scope)];
  const rest = less(less(part(scanner.slices.scope[outer]!), first), second);
  return (
    gainByAttempts([first, second, rest], sharedSpread(scanner, outer, one.c, window)) -
    scanner.costs[one.c]![outer]!
  );
}

/** The one slice that explains two open incidents of a category better than both (minimum description length). */
function oneFor(scanner: Scanner, one: Incident, two: Incident, sums: Sums): number | undefined {
  if (one.slice === two.slice) return one.slice;
  const window = Math.max(lengthOf(one), lengthOf(two));
  const ofSlice = (slice: number) => worth(scanner, slice, one.c, sums, window);
  const [first, second] = [ofSlice(one.slice), ofSlice(two.slice)];
  const outer = scanner.slices.find(common(one.scope, two.scope));
  const apart = Math.max(0, first) + Math.max(0, second);
  if (outer !== undefined && ofSlice(outer) > apart) return outer;
  if (isWithin(one.scope, two.scope) || isWithin(two.scope, one.scope)) return undefined;
  if (outer !== undefined && together(scanner, outer, one, two, sums, window) > apart) return outer;
  const both = meet(one.scope, two.scope);
  const inner = both && scanner.slices.find(both);
  if (inner === undefined) return undefined;
  return ofSlice(inner) >= Math.max(first, second) ? inner : undefined;
}

/** Makes one of an open incident and others where one slice explains both better. */
export function unite(scanner: Scanner, incident: Incident): void {
  for (const other of [...scanner.open]) {
    if (other === incident || other.c !== incident.c || !scanner.open.includes(incident)) continue;
    if (other.announced !== null || incident.announced !== null) continue;
    const [longer, shorter] = other.start <= incident.start ? [other, incident] : [incident, other];
    if (longer.sums === undefined) continue;
    const slice = oneFor(scanner, incident, other, longer.sums);
    if (slice === undefined) continue;
    scanner.open.splice(scanner.open.indexOf(shorter), 1);
    setScope(scanner, longer, slice);
    if (shorter.end > longer.end) takePending(longer);
    longer.end = Math.max(longer.end, shorter.end);
    longer.score = Math.max(longer.score, shorter.score);
    if (shorter.raised < longer.raised)
      Object.assign(longer, { raised: shorter.raised, founder: shorter.founder });
  }
}
