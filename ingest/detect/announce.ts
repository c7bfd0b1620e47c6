import { effectOf } from './effects.ts';
import { close } from './follow.ts';
import { noSums, within, type Incident, type Sums } from './incident.ts';
import { OCCASIONS, occurrencesOn, type Rule } from './occasions.ts';
import type { Scanner } from './scanner.ts';
import type { Scope } from './slices.ts';
import { LEAST_USUAL, surprise } from '../../stats/tails.ts';
import { spreadOf } from './spreads.ts';

/** Adds a leaf of today to what a learned effect made; its usual is that of a day without the effect. */
function take(sums: Sums, leaf: number, seen: number, usual: number): void {
  sums.seen[leaf]! += seen;
  sums.usual[leaf]! += usual;
}

/** The incident that already follows an effect that begins earlier than it is known to; it becomes the announced one. */
function takeOver({ open, closed }: Scanner, rule: Rule, c: number, bin: number): Incident | undefined {
  if (!rule.isCountdown) return undefined;
  const isIt = (it: Incident) =>
    it.c === c && it.announced === null && it.sums !== undefined && bin - it.end <= 288 && bin - it.start <= rule.reach * 288 &&
    it.end - it.start > 144 && it.scope.building_id === undefined && it.scope.bank === undefined; // prettier-ignore
  for (const list of [open, closed]) {
    const at = list.findIndex(isIt);
    if (at >= 0) return list.splice(at, 1)[0];
  }
  return undefined;
}

/** What an occurrence's incident is founded on, for all time. */
const founderOf = (rule: Rule, category: string, number: number) =>
  `${category}|${rule.name === 'month_end' ? 'month' : rule.name}|${number}`;

/** An effect that is at work on a date: what its incident is founded on, where it is, and how much it lifts. */
interface AtWork {
  founder: string;
  scope: Scope;
  lift: number;
}

/** The occurrences of an occasion whose effect on a category is at work on a date; in one campus, or in all. */
function atWork({ world, effects }: Scanner, rule: Rule, c: number, date: number): AtWork[] {
  return [...occurrencesOn(world, rule, date)].flatMap(([number, campuses]) => {
    const effect = effectOf(effects, rule, c, number);
    if (effect === undefined || campuses.every(({ at }) => at > effect.last)) return [];
    const [one] = campuses;
    const isOne = campuses.length === 1 && world.campuses.length > 1;
    const scope = isOne ? { campus_id: world.campuses[one!.campus]! } : {};
    return [{ founder: founderOf(rule, world.categories[c]!, number), scope, lift: effect.lift }];
  });
}

function begin(scanner: Scanner, rule: Rule, c: number, bin: number, { founder, scope, lift }: AtWork): void {
  const { open, closed, slices, whole } = scanner;
  if ([...open, ...closed].some((it) => it.founder === founder)) return;
  const before = takeOver(scanner, rule, c, bin);
  const slice = slices.find(scope) ?? whole;
  open.push({
    founder, c, slice, scope: slices.scope[slice]!, start: before?.start ?? bin, end: bin + 1,
    raised: before?.raised ?? -1, closed: null, score: before?.score ?? 0, ratio: lift, over: 0, announced: rule.name, pending: undefined, summary: undefined,
    sums: before?.sums ?? noSums(scanner),
  }); // prettier-ignore
}

/** Opens the incident of every occurrence whose effect has begun, as announced; it is raised when failures prove it. */
export function beginEffects(scanner: Scanner, bin: number, date: number): void {
  const { world, open, closed } = scanner;
  for (const rule of OCCASIONS)
    for (const c of world.categories.keys()) {
      const now = atWork(scanner, rule, c, date);
      for (const running of open.filter((it) => it.c === c && it.announced === rule.name)) {
        if (now.some(({ founder }) => founder === running.founder)) continue;
        running.end = bin;
        close(scanner, running, bin - 1);
        if (running.raised < 0) closed.pop();
      }
      for (const one of now) begin(scanner, rule, c, bin, one);
    }
}

/** Adds a leaf to the announced incidents. `usual` and `seen` of the scanner hold its sums; n is what was settled. */
export function feedEffects(scanner: Scanner, leaf: number, n: number): void {
  const { world, lifts, seen, usual, open } = scanner;
  for (const { announced, sums, c } of open) {
    if (announced === null || sums === undefined) continue;
    const lift = lifts[OCCASIONS.findIndex(({ name }) => name === announced)]!;
    take(sums, leaf, seen[c]!, usual[c]! / lift[world.campusOf[leaf]! * seen.length + c]!);
    sums.settled[leaf]! += n;
  }
}

/** Raises announced incidents that failures have proved. */
export function proveEffects(scanner: Scanner, bin: number): void {
  for (const incident of scanner.open) {
    if (incident.announced === null) continue;
    incident.end = bin + 1;
    if (incident.raised >= 0 || incident.sums === undefined || bin % 12 !== 11) continue;
    const [x, e] = within(scanner, incident.scope, incident.sums);
    incident.score = surprise(
      x,
      Math.max(e, LEAST_USUAL),
      spreadOf(scanner, incident.slice, incident.c, e, bin + 1 - incident.start),
    );
    if (incident.score > scanner.tuning.threshold) incident.raised = bin + 1;
  }
}
