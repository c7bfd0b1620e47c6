import type { Scope } from './worlds/types.ts';

/** The buildings and the ways to pay that a world's log knows; they say which scopes are the same. */
export interface Board {
  places: { campus_id: string; building_id: string }[];
  rails: { channel: string; bank: string; method: string }[];
}

/** A scope as what it holds: a rectangle of buildings × ways to pay. */
export interface Area {
  places: ReadonlySet<number>;
  rails: ReadonlySet<number>;
}

const holds = (scope: Scope, item: Partial<Record<keyof Scope, string>>, keys: readonly (keyof Scope)[]) =>
  keys.every((key) => scope[key] === undefined || scope[key] === item[key]);

const chosen = <T>(items: readonly T[], test: (item: T) => boolean): Set<number> =>
  new Set(items.flatMap((item, i) => (test(item) ? [i] : [])));

/** What a scope holds on a board. */
export const areaOf = (scope: Scope, { places, rails }: Board): Area => ({
  places: chosen(places, (place) => holds(scope, place, ['campus_id', 'building_id'])),
  rails: chosen(rails, (rail) => holds(scope, rail, ['channel', 'bank', 'method'])),
});

const within = (one: ReadonlySet<number>, other: ReadonlySet<number>): boolean =>
  [...one].every((item) => other.has(item));

/** Whether every attempt that the one may hold is held by the other. */
export const isInside = (one: Area, other: Area): boolean =>
  within(one.places, other.places) && within(one.rails, other.rails);

/** Whether two scopes hold the same attempts: `bank=BOC` and `channel=alipay, bank=BOC` where only Alipay has that bank. */
export const isSame = (one: Area, other: Area): boolean => isInside(one, other) && isInside(other, one);

/** Share of what two areas hold together that both hold. */
export function overlapOf(one: Area, other: Area): number {
  const common = (a: ReadonlySet<number>, b: ReadonlySet<number>) => [...a].filter((it) => b.has(it)).length;
  const both = common(one.places, other.places) * common(one.rails, other.rails);
  const all = one.places.size * one.rails.size + other.places.size * other.rails.size - both;
  return all === 0 ? 0 : both / all;
}
