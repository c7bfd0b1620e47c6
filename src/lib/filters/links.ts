import { LIST_KEYS, readFilter, writeFilter, type Filter, type ListKey } from './filter.ts';
import { SELECTED } from './selection.ts';

const FILTER_KEYS: readonly string[] = ['from', 'to', 'compare', ...LIST_KEYS];

/** What differs from the address at hand; `undefined` takes a key away. */
export type Change = { [Key in keyof Filter]: Filter[Key] | undefined };

/** The same page with a changed choice; parameters that belong to the page itself stay, but days selected of other dates. */
export function changed(url: URL, change: Change): string {
  const params = writeFilter({ ...readFilter(url.searchParams), ...change });
  for (const [key, value] of url.searchParams) {
    if (!FILTER_KEYS.includes(key) && !(key === SELECTED && 'from' in change)) params.append(key, value);
  }
  return address(url.pathname, params);
}

/** The same page with other values of parameters that are its own; `undefined` takes one away. */
export function ownChanged(url: URL, change: Record<string, string | readonly string[] | undefined>): string {
  const params = new URLSearchParams(url.search);
  for (const [key, value] of Object.entries(change)) {
    params.delete(key);
    for (const one of value === undefined ? [] : [value].flat()) params.append(key, one);
  }
  return address(url.pathname, params);
}

/** The values of a dimension after a press on one: taken away where it was chosen, added where it was not. */
export function toggled(filter: Filter, key: ListKey, value: string): string[] | undefined {
  const chosen = filter[key] ?? [];
  const others = chosen.filter((one) => one !== value);
  const values = others.length < chosen.length ? others : [...chosen, value];
  return values.length > 0 ? values : undefined;
}

/** Another page with the same choice, a changed one, and parameters of its own. */
export function carried(path: string, filter: Filter, own: Record<string, string> = {}): string {
  const params = writeFilter(filter);
  for (const [key, value] of Object.entries(own)) params.append(key, value);
  return address(path, params);
}

/** Every parameter of an address except some keys: what a form has to pass on. */
export function passedOn(url: URL, except: readonly string[]): [string, string][] {
  return [...url.searchParams].filter(([key]) => !except.includes(key));
}

function address(path: string, params: URLSearchParams): string {
  const query = params.toString().replaceAll('%2F', '/').replaceAll('%3A', ':');
  return query ? `${path}?${query}` : path;
}
