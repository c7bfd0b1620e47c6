import { effectOf, monthOf, REACH, toMonthEnd } from './effects.ts';
import { LEAST_USUAL } from './evidence.ts';
import { close } from './follow.ts';
import { noSums, within, type Incident, type Sums } from './incident.ts';
import type { Scanner } from './scanner.ts';
import { surprise } from './tails.ts';
import { spreadOf } from './spreads.ts';

/** Adds a leaf of today to what a learned effect made; its usual is that of a day without the effect. */
function take(sums: Sums, leaf: number, seen: number, usual: number): void {
  sums.seen[leaf]! += seen;
  sums.usual[leaf]! += usual;
}

/** The incident that already follows an effect that begins earlier than it is known to; it becomes the announced one. */
function takeOver({ open, closed }: Scanner, c: number, bin: number): Incident | undefined {
  const isIt = (it: Incident) =>
    it.c === c && !it.isAnnounced && it.sums !== undefined && bin - it.end <= 288 && bin - it.start <= REACH * 288 &&
    it.end - it.start > 144 && it.scope.building_id === undefined && it.scope.bank === undefined; // prettier-ignore
  for (const list of [open, closed]) {
    const at = list.findIndex(isIt);
    if (at >= 0) return list.splice(at, 1)[0];
  }
  return undefined;
}

/** Opens the month's incident of every effect that has begun, as announced; it is raised when failures prove it. */
export function beginEffects(scanner: Scanner, bin: number, date: number): void {
  const { world, open, closed, slices, whole } = scanner;
  for (const [c, category] of world.categories.entries()) {
    const running = open.find((it) => it.c === c && it.isAnnounced);
    const effect = effectOf(scanner.effects, c, monthOf(date));
    const left = toMonthEnd(date);
    const isIn = effect !== undefined && left <= effect.first;
    if (running && (!isIn || running.founder !== `${category}|month|${monthOf(date)}`)) {
      running.end = bin;
      close(scanner, running, bin - 1);
      if (running.raised < 0) closed.pop();
    }
    const founder = `${category}|month|${monthOf(date)}`;
    if (!isIn || [...open, ...closed].some((it) => it.founder === founder)) continue;
    const before = takeOver(scanner, c, bin);
    open.push({
      founder, c, slice: whole, scope: slices.scope[whole]!, start: before?.start ?? bin, end: bin + 1,
      raised: before?.raised ?? -1, closed: null, score: before?.score ?? 0, ratio: effect.lift, over: 0, isAnnounced: true, pending: undefined, summary: undefined,
      sums: before?.sums ?? noSums(scanner),
    }); // prettier-ignore
  }
}

/** Adds a leaf to the announced incidents. `usual` and `seen` of the scanner hold its sums; n is what was settled. */
export function feedEffects(scanner: Scanner, leaf: number, n: number): void {
  for (const incident of scanner.open) {
    if (!incident.isAnnounced || incident.sums === undefined) continue;
    const { c } = incident;
    take(incident.sums, leaf, scanner.seen[c]!, scanner.usual[c]! / scanner.lift[c]!);
    incident.sums.settled[leaf]! += n;
  }
}

/** Raises announced incidents that failures have proved. */
export function proveEffects(scanner: Scanner, bin: number): void {
  const isUnproved = (it: Incident) => it.isAnnounced && it.raised < 0 && it.sums !== undefined;
  for (const incident of scanner.open) {
    if (incident.isAnnounced) incident.end = bin + 1;
    if (!isUnproved(incident) || bin % 12 !== 11) continue;
    const [x, e] = within(scanner, incident.scope, incident.sums!);
    incident.score = surprise(
      x,
      Math.max(e, LEAST_USUAL),
      spreadOf(scanner, incident.slice, incident.c, e, bin + 1 - incident.start),
    );
    if (incident.score > scanner.tuning.threshold) incident.raised = bin + 1;
  }
}
