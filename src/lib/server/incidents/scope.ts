import type { Scope } from '../../contracts/index.ts';
import type { Parameters } from '../parameters.ts';

const KEYS = ['campus_id', 'building_id', 'channel', 'bank', 'method', 'network_type'] as const;

/** The columns that are set. */
export function scopeOf(row: Partial<Record<keyof Scope, string | null>>): Scope {
  const set = KEYS.filter((key) => row[key] !== null && row[key] !== undefined);
  return Object.fromEntries(set.map((key) => [key, row[key]]));
}

/** A scope as the filters of a query. */
export function scopeParameters(scope: Scope): Parameters {
  return Object.fromEntries(Object.entries(scope).map(([key, value]) => [key, [value]]));
}

/** The level of place of a scope, as the baseline names it. */
export function levelOf({ campus_id, building_id }: Scope): 'building' | 'campus' | 'any' {
  if (building_id !== undefined) return 'building';
  return campus_id === undefined ? 'any' : 'campus';
}
