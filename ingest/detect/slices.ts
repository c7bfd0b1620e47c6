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

const allRails = (place: Kind['place']) =>
  KINDS.findIndex((it) => it.place === place && it.rail.length === 0);

/** The kind of slice that is a place with all its rails, by how far the place is fixed. */
export const ALL_RAILS = {
  any: allRails('any'),
  campus: allRails('campus'),
  building: allRails('building'),
} as const;

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
  // A wallet is no bank's: what it is paid by is told without one.
  if (rail === RAIL && scope.bank === UNKNOWN) delete scope.bank;
  return Object.values(scope).includes(UNKNOWN) ? undefined : scope;
}

const SCOPE_KEYS = ['campus_id', 'building_id', 'channel', 'bank', 'method'] as const;

/** Whether a scope fixes what the slices of a kind fix: then it is a slice, or nothing was ever attempted in it. */
export function isOfKind(scope: Scope): boolean {
  const place =
    scope.building_id !== undefined ? 'building' : scope.campus_id !== undefined ? 'campus' : 'any';
  return KINDS.some(
    (kind) =>
      kind.place === place &&
      RAIL.every(
        (part) =>
          kind.rail.includes(part) === (scope[part] !== undefined) || (kind.rail === RAIL && part === 'bank'),
      ),
  );
}

/** A scope as one text, the same for the same scope. */
export const scopeText = (scope: Scope): string => SCOPE_KEYS.map((key) => scope[key] ?? '').join('\u0000');

/**
 * Enumerates the slices in the order of their texts, which a slice that comes later does not change. What is not known (no bank, no
 * building) makes no slice of its own.
 */
export function makeSlices(leaves: Leaves): Slices {
  const found = new Map<string, { scope: Scope; kind: number }>();
  const texts = leaves.key.map((_, leaf) =>
    KINDS.map((it, kind) => {
      const scope = scopeOf(leaves, leaf, it);
      if (scope === undefined) return '';
      const text = scopeText(scope);
      if (!found.has(text)) found.set(text, { scope, kind });
      return text;
    }),
  );
  const sorted = [...found.keys()].sort();
  const numbers = new Map(sorted.map((text, number) => [text, number]));
  return {
    scope: sorted.map((text) => found.get(text)!.scope),
    kind: sorted.map((text) => found.get(text)!.kind),
    ofLeaf: Int32Array.from(texts.flat(), (text) => numbers.get(text) ?? -1),
    find: (wanted) => numbers.get(scopeText(wanted)),
  };
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
