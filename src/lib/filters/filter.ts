import type { CommonKeys } from '../contracts/index.ts';
import { COMPARISONS, type Comparison } from '../contracts/names.ts';

/** The dimensions that a reader can narrow a page by, in the order in which screens list them. */
export const LIST_KEYS = [
  'campus_id',
  'building_id',
  'channel',
  'bank',
  'category',
  'method',
  'network_type',
  'platform',
] as const;
export type ListKey = (typeof LIST_KEYS)[number];

/** What a reader chose. A key that is absent was not chosen. */
export type Filter = { from?: string; to?: string; compare?: string } & Partial<Record<ListKey, string[]>>;

/**
 * Reads what was chosen out of an address; keys of other parts of the page are left alone. Two dates are a window in whichever
 * order they were given.
 */
export function readFilter(params: URLSearchParams): Filter {
  const filter: Filter = {};
  for (const key of ['from', 'to', 'compare'] as const) {
    const value = params.get(key);
    if (value) filter[key] = value;
  }
  const { from, to } = filter;
  if (from && to && from > to) Object.assign(filter, { from: to, to: from });
  for (const key of LIST_KEYS) {
    const values = [...new Set(params.getAll(key).filter(Boolean))];
    if (values.length > 0) filter[key] = values;
  }
  return filter;
}

/** Writes a choice as address parameters, always in the same order. */
export function writeFilter(filter: Filter): URLSearchParams {
  const params = new URLSearchParams();
  for (const key of ['from', 'to', 'compare'] as const) {
    const value = filter[key];
    if (value) params.set(key, value);
  }
  for (const key of LIST_KEYS) {
    for (const value of filter[key] ?? []) params.append(key, value);
  }
  return params;
}

/** The keys of a choice that every question understands: all but the comparison. Whoever asks with them checks them. */
export function commonKeysOf(filter: Filter): CommonKeys {
  const { compare: _, ...common } = filter;
  return common as CommonKeys;
}

/** The comparison that was chosen, or the standard one. */
export function comparisonOf(filter: Filter): Comparison {
  return COMPARISONS.find((name) => name === filter.compare) ?? 'previous';
}
