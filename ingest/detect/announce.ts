import { effectOf } from './effects.ts';
import { close } from './follow.ts';
import { lengthOf, noSums, within, type Announced, type Incident } from './incident.ts';
import { EVERYWHERE, OCCASIONS, occurrencesOn, type Rule } from './occasions.ts';
import type { Scanner } from './scanner.ts';
import { isWithin, type Scope } from './slices.ts';
import { LEAST_USUAL, surprise } from '../../stats/tails.ts';
import { spreadOf } from './spreads.ts';
import type { World } from './world.ts';

/** The incident that already follows an effect that begins earlier than it is known to; it becomes the announced one. */
function takeOver(
  { open, closed }: Scanner,
  rule: Rule,
  c: number,
  scope: Scope,
  bin: number,
): Incident | undefined {
  if (!rule.isCountdown) return undefined;
  const isIt = (it: Incident) =>
    it.c === c && it.announced === null && it.sums !== undefined && bin - it.end <= 288 && bin - it.start <= rule.reach * 288 &&
    lengthOf(it) > 144 && isWithin(it.scope, scope) && it.scope.building_id === undefined && it.scope.bank === undefined; // prettier-ignore
  for (const list of [open, closed]) {
    const at = list.findIndex(isIt);
    if (at >= 0) return list.splice(at, 1)[0];
  }
  return undefined;
}

/** What an occurrence's incident is founded on, for all time. */
function founderOf({ campuses }: World, category: string, { occasion, where, number }: Announced): string {
  const name = occasion === 'month_end' ? 'month' : occasion;
  return [category, name, number, ...(where === EVERYWHERE ? [] : [campuses[where]])].join('|');
}

/** An effect that is at work on a date: of which occurrence, and how much it lifts. */
interface AtWork extends Announced {
  lift: number;
}

/** The occurrences of an occasion whose effect on a category is at work on a date. */
const atWork = ({ world, effects }: Scanner, rule: Rule, c: number, date: number): AtWork[] =>
  occurrencesOn(world, rule, date).flatMap(({ where, number, at }) => {
    const effect = effectOf(effects, rule, where, c, number);
    return effect === undefined || at > effect.last
      ? []
      : [{ occasion: rule.name, where, number, lift: effect.lift }];
  });

function begin(scanner: Scanner, rule: Rule, c: number, bin: number, { lift, ...announced }: AtWork): void {
  const { world, open, closed, slices, whole } = scanner;
  const founder = founderOf(world, world.categories[c]!, announced);
  if ([...open, ...closed].some((it) => it.founder === founder)) return;
  const campus_id = world.campuses[announced.where];
  const slice = slices.find(campus_id === undefined ? {} : { campus_id }) ?? whole;
  const scope = slices.scope[slice]!;
  const before = takeOver(scanner, rule, c, scope, bin);
  open.push({
    founder, c, slice, scope, start: before?.start ?? bin, end: bin + 1, announced,
    raised: before?.raised ?? -1, closed: null, score: before?.score ?? 0, ratio: lift, over: 0, pending: undefined, summary: undefined,
    sums: before?.sums ?? noSums(scanner),
  }); // prettier-ignore
}

/** Opens the incident of every occurrence whose effect has begun, as announced; it is raised when failures prove it. */
export function beginEffects(scanner: Scanner, bin: number, date: number): void {
  const { world, open, closed } = scanner;
  for (const rule of OCCASIONS)
    for (const c of world.categories.keys()) {
      const now = atWork(scanner, rule, c, date);
      for (const running of open.filter((it) => it.c === c && it.announced?.occasion === rule.name)) {
        const { where, number } = running.announced!;
        if (now.some((it) => it.where === where && it.number === number)) continue;
        prove(scanner, running, bin);
        running.end = bin;
        close(scanner, running, bin - 1);
        if (running.raised < 0) closed.pop();
      }
      for (const one of now) begin(scanner, rule, c, bin, one);
    }
}

/** Adds a leaf to the announced incidents, whose usual is that of a day without the effect. `usual` and `seen` of the scanner hold its sums; n is what was settled. */
export function feedEffects(scanner: Scanner, leaf: number, n: number): void {
  const { world, lifts, seen, usual, open } = scanner;
  for (const { announced, sums, c } of open) {
    if (announced === null || sums === undefined) continue;
    const lift = lifts[OCCASIONS.findIndex(({ name }) => name === announced.occasion)]!;
    sums.seen[leaf]! += seen[c]!;
    sums.usual[leaf]! += usual[c]! / lift[world.campusOf[leaf]! * seen.length + c]!;
    sums.settled[leaf]! += n;
  }
}

/** Lets the announced incidents last to the end of a bin. */
export function lengthenEffects({ open }: Scanner, bin: number): void {
  for (const incident of open) if (incident.announced !== null) incident.end = bin + 1;
}

/** Raises an announced incident at the start of a bin if the failures before it prove it. */
function prove(scanner: Scanner, incident: Incident, bin: number): void {
  if (incident.raised >= 0 || incident.sums === undefined) return;
  const [x, e] = within(scanner, incident.scope, incident.sums);
  const spread = spreadOf(scanner, incident.slice, incident.c, e, Math.max(1, bin - incident.start));
  incident.score = surprise(x, Math.max(e, LEAST_USUAL), spread);
  if (incident.score > scanner.tuning.threshold) incident.raised = bin;
}

/** Raises the announced incidents that failures have proved; once an hour is enough. */
export function proveEffects(scanner: Scanner, bin: number): void {
  for (const incident of scanner.open) if (incident.announced !== null) prove(scanner, incident, bin);
}
