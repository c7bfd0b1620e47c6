import type { Leaves } from './bins.ts';

/** What a slice fixes; what is left out may be anything. */
export interface Scope {
  campus_id?: string;
  building_id?: string;
  channel?: string;
  bank?: string;
  method?: string;
}

const RAIL = ['channel', 'bank', 'method'] as const;
type Rail = (typeof RAIL)[number];

/** A kind of slice: how far its place is fixed, and which parts of the rail. Depth is the number of both. */
export interface Kind {
  place: 'any' | 'campus' | 'building';
  rail: readonly Rail[];
  depth: number;
}

const RAILS: (readonly Rail[])[] = [[], ['channel'], ['bank'], ['channel', 'bank'], RAIL];

/** All kinds of slices of place × rail up to depth 3; a method alone is nobody's to mend. */
export const KINDS: readonly Kind[] = (['any', 'campus', 'building'] as const).flatMap((place) =>
  RAILS.map((rail) => ({ place, rail, depth: rail.length + (place === 'any' ? 0 : 1) })).filter(
    ({ depth }) => depth <= 3,
  ),
);

/** The slices that the leaves belong to. */
export interface Slices {
  scope: Scope[];
  /** Index into KINDS. */
  kind: number[];
  /** The slices of each leaf, KINDS.length entries a leaf, -1 where the leaf is in none of that kind. */
  ofLeaf: Int32Array;
  find(scope: Scope): number | undefined;
}

const UNKNOWN = 'unknown';

function scopeOf(leaves: Leaves, leaf: number, { place, rail }: Kind): Scope | undefined {
  const scope: Scope = {};
  if (place !== 'any') scope.campus_id = leaves.campus[leaf];
  if (place === 'building') scope.building_id = leaves.building[leaf];
  for (const part of rail) scope[part] = leaves[part][leaf];
  return Object.values(scope).includes(UNKNOWN) ? undefined : scope;
}

const SCOPE_KEYS = ['campus_id', 'building_id', 'channel', 'bank', 'method'] as const;

/** A scope as one text, the same for the same scope. */
export const scopeText = (scope: Scope): string => SCOPE_KEYS.map((key) => scope[key] ?? '').join('\u0000');

/** Enumerates the slices. What is not known (no bank, no building) makes no slice of its own. */
export function makeSlices(leaves: Leaves): Slices {
  const scope: Scope[] = [];
  const kind: number[] = [];
  const numbers = new Map<string, number>();
  const ofLeaf = new Int32Array(leaves.key.length * KINDS.length).fill(-1);
  for (let leaf = 0; leaf < leaves.key.length; leaf++) {
    for (const [index, it] of KINDS.entries()) {
      const found = scopeOf(leaves, leaf, it);
      if (found === undefined) continue;
      const text = scopeText(found);
      let number = numbers.get(text);
      if (number === undefined) {
        number = scope.push(found) - 1;
        kind.push(index);
        numbers.set(text, number);
      }
      ofLeaf[leaf * KINDS.length + index] = number;
    }
  }
  return { scope, kind, ofLeaf, find: (wanted) => numbers.get(scopeText(wanted)) };
}

/** What two scopes have in common; undefined where they exclude each other. */
export function meet(one: Scope, other: Scope): Scope | undefined {
  const both: Scope = {};
  for (const key of SCOPE_KEYS) {
    const [left, right] = [one[key], other[key]];
    if (left !== undefined && right !== undefined && left !== right) return undefined;
    const value = left ?? right;
    if (value !== undefined) both[key] = value;
  }
  return both;
}

/** Whether all that `inner` holds is in `outer` too. */
export const isWithin = (inner: Scope, outer: Scope): boolean =>
  SCOPE_KEYS.every((key) => outer[key] === undefined || outer[key] === inner[key]);

/** The smallest scope that holds two others. */
export const common = (one: Scope, other: Scope): Scope =>
  Object.fromEntries(
    SCOPE_KEYS.filter(
      (key) =>
        one[key] !== undefined &&
        one[key] === other[key] &&
        (key !== 'building_id' || one.campus_id === other.campus_id),
    ).map((key) => [key, one[key]]),
  );
