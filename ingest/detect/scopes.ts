import { spreadOf } from './evidence.ts';
import { holds, takePending, within, type Incident, type Sums } from './incident.ts';
import { localise, type Candidate, type Tally } from './localise.ts';
import type { Scanner } from './scanner.ts';
import { common, isWithin, meet } from './slices.ts';
import { gain } from './tails.ts';

/** Nats that another scope must be better by before an incident changes to it. */
const BETTER = 2;

/** A tally in which what other open incidents explain is usual. */
export function withoutOthers(scanner: Scanner, c: number, { seen, usual }: Tally, itself?: Incident): Tally {
  const left = { seen, usual: usual.slice() };
  for (const other of scanner.open) {
    if (other.c !== c || other === itself || other.isAnnounced) continue;
    for (let leaf = 0; leaf < seen.length; leaf++)
      if (holds(scanner, other.scope, leaf))
        left.usual[leaf] = Math.max(usual[leaf]! * other.ratio, seen[leaf]!);
  }
  return left;
}

/** The slices that could explain a tally, best first. */
export const explanations = (scanner: Scanner, c: number, tally: Tally): Candidate[] =>
  localise(
    scanner.slices,
    tally,
    (slice) => scanner.costs[c]![slice]!,
    (slice) => spreadOf(scanner, slice, c),
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
    withoutOthers(scanner, incident.c, incident.sums, incident),
  );
  const now = order.find(({ slice }) => slice === incident.slice);
  const [top] = order;
  if (top && now && top.score > now.score + BETTER && meet(top.scope, incident.scope)) {
    setScope(scanner, incident, top.slice);
  }
  const [x, e] = within(scanner, incident.scope, incident.sums);
  incident.ratio = Math.max(1.2, (x + 1) / (e + 1));
}

/** How well one slice explains sums. */
function worth(scanner: Scanner, slice: number, c: number, sums: Sums): number {
  const [x, e] = within(scanner, scanner.slices.scope[slice]!, sums);
  return gain(x, e, spreadOf(scanner, slice, c)) - scanner.costs[c]![slice]!;
}

/** The one slice that explains two open incidents of a category better than both (minimum description length). */
function oneFor(scanner: Scanner, one: Incident, two: Incident, sums: Sums): number | undefined {
  const [first, second] = [worth(scanner, one.slice, one.c, sums), worth(scanner, two.slice, one.c, sums)];
  const outer = scanner.slices.find(common(one.scope, two.scope));
  if (outer !== undefined && worth(scanner, outer, one.c, sums) > Math.max(0, first) + Math.max(0, second))
    return outer;
  if (isWithin(one.scope, two.scope) || isWithin(two.scope, one.scope)) return undefined;
  const both = meet(one.scope, two.scope);
  const inner = both && scanner.slices.find(both);
  if (inner === undefined) return undefined;
  return worth(scanner, inner, one.c, sums) >= Math.max(first, second) ? inner : undefined;
}

/** Makes one of an open incident and others where one slice explains both better. */
export function unite(scanner: Scanner, incident: Incident): void {
  for (const other of [...scanner.open]) {
    if (other === incident || other.c !== incident.c || !scanner.open.includes(incident)) continue;
    if (other.isAnnounced || incident.isAnnounced) continue;
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
