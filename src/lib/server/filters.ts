import type { CommonKeys } from '../contracts/index.ts';
import type { Window } from './dates.ts';
import type { Parameters } from './parameters.ts';
import type { Version } from './version.ts';

const SLICE_KEYS = [
  'campus_id',
  'building_id',
  'channel',
  'bank',
  'method',
  'network_type',
  'platform',
] as const;

/** The slice dimensions that a question filters on. */
export function filteredDimensions(keys: CommonKeys): string[] {
  return SLICE_KEYS.filter((name) => keys[name]?.length);
}

/** The filters of a question as query parameters; an empty list filters nothing. */
export function filterParameters(keys: CommonKeys): Parameters {
  const given = (list: readonly string[] | undefined) => (list?.length ? list : null);
  return {
    ...Object.fromEntries(SLICE_KEYS.map((name) => [name, given(keys[name])])),
    category: given(keys.category),
    whole_building: keys.campus_id?.length !== 1,
  };
}

/** The window asked for; what is not given reaches to the end of the data. Null without data and dates. */
export function windowOf(keys: CommonKeys, version: Version): Window | null {
  const from = keys.from ?? version.publication.first_date;
  const to = keys.to ?? version.publication.last_date;
  return from !== null && to !== null ? { from, to } : null;
}

/** The part of a window in which there is data. */
export function dataWindow({ from, to }: Window, version: Version): Window {
  const { first_date, last_date } = version.publication;
  return {
    from: first_date !== null && first_date > from ? first_date : from,
    to: last_date !== null && last_date < to ? last_date : to,
  };
}

/** The window if all of it lies at or after the first date with data: a window cut short compares with nothing. */
export function withinData(window: Window | null, version: Version): Window | null {
  const { first_date } = version.publication;
  return window && first_date !== null && window.from >= first_date ? window : null;
}
