import { rowOf } from './bins.ts';
import type { Occasion } from './occasions.ts';
import { expect, type Scanner } from './scanner.ts';
import type { Scope } from './slices.ts';
import type { Tally } from './localise.ts';
import type { Summary } from './summary.ts';

/** Sums since an incident began, by leaf; of its category, and the settled attempts. */
export interface Sums extends Tally {
  settled: Float64Array;
}

/** One occurrence of an occasion. */
export interface Announced {
  occasion: Occasion;
  where: number;
  number: number;
}

/** An incident as it is followed. Times are five-minute bins since 1970; `end` is exclusive. */
export interface Incident {
  /** What it was founded on, the same whatever comes later. */
  founder: string;
  /** Number of its category. */
  c: number;
  slice: number;
  scope: Scope;
  start: number;
  end: number;
  /** End of the bin in which it was raised. */
  raised: number;
  /** Bin after which it was closed; null while open. */
  closed: number | null;
  score: number;
  /** Failures seen ÷ expected. */
  ratio: number;
  /** Log likelihood that it is over, since its last failures. */
  over: number;
  /** The occurrence whose learned effect it is: announced, and in nobody's way; null where it is none. */
  announced: Announced | null;
  sums: Sums | undefined;
  /** Sums since `end`: they are its own if failures go on, and never were if they do not. */
  pending: Sums | undefined;
  summary: Summary | undefined;
}

/** Bins that an incident has lasted. */
export const lengthOf = ({ start, end }: Incident): number => end - start;

/** Bins for which an incident that lasted over half a day may pause, and a shorter one at least. */
const AGAIN = { long: 288, short: 18 } as const;

/** Bins for which an incident may pause: half as long as it lasted. */
export const pauseOf = (incident: Incident): number =>
  lengthOf(incident) > 144 ? AGAIN.long : Math.max(AGAIN.short, lengthOf(incident) / 2);

/** Whether a leaf lies in a scope. */
export function holds({ world: { leaves } }: Scanner, scope: Scope, leaf: number): boolean {
  return (
    (scope.campus_id === undefined || scope.campus_id === leaves.campus[leaf]) &&
    (scope.building_id === undefined || scope.building_id === leaves.building[leaf]) &&
    (scope.channel === undefined || scope.channel === leaves.channel[leaf]) &&
    (scope.bank === undefined || scope.bank === leaves.bank[leaf]) &&
    (scope.method === undefined || scope.method === leaves.method[leaf])
  );
}

/** Failures seen and expected in a scope. */
export function within(scanner: Scanner, scope: Scope, { seen, usual }: Tally): [number, number] {
  let [x, e] = [0, 0];
  for (let leaf = 0; leaf < seen.length; leaf++) {
    if (!holds(scanner, scope, leaf)) continue;
    x += seen[leaf]!;
    e += usual[leaf]!;
  }
  return [x, e];
}

/** Adds rows to an incident's sums. */
export function addRows(scanner: Scanner, c: number, sums: Sums, from: number, to: number): void {
  const { bins, usual } = scanner;
  for (let row = from; row < to; row++) {
    const [leaf, n] = [bins.leaf[row]!, bins.settled[row]!];
    expect(scanner, row, leaf, n);
    sums.usual[leaf]! += usual[c]!;
    sums.settled[leaf]! += n;
    if (bins.category[row] === c) sums.seen[leaf]! += n;
  }
}

/** Sums without attempts. */
export const noSums = ({ world }: Scanner): Sums => {
  const size = world.leaves.key.length;
  return { seen: new Float64Array(size), usual: new Float64Array(size), settled: new Float64Array(size) };
};

/** Makes what was pending an incident's own. */
export function takePending(incident: Incident): void {
  const { sums, pending } = incident;
  if (sums === undefined || pending === undefined) return;
  for (const key of ['seen', 'usual', 'settled'] as const)
    for (let leaf = 0; leaf < sums[key].length; leaf++) sums[key][leaf]! += pending[key][leaf]!;
  incident.pending = undefined;
}

/** Sums of the bins from `from` on, up to a row. */
export function sumSince(scanner: Scanner, c: number, from: number, to: number): Sums {
  const sums = noSums(scanner);
  addRows(scanner, c, sums, rowOf(scanner.bins, from, to), to);
  return sums;
}
