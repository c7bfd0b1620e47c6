import { LIST_KEYS, readFilter, writeFilter, type Filter } from './filter.ts';

const FILTER_KEYS: readonly string[] = ['from', 'to', 'compare', ...LIST_KEYS];

/** What differs from the address at hand; `undefined` takes a key away. */
export type Change = { [Key in keyof Filter]: Filter[Key] | undefined };

/** The same page with a changed choice; parameters that belong to the page itself stay. */
export function changed(url: URL, change: Change): string {
  const params = writeFilter({ ...readFilter(url.searchParams), ...change });
  for (const [key, value] of url.searchParams) {
    if (!FILTER_KEYS.includes(key)) params.append(key, value);
  }
  return address(url.pathname, params);
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
