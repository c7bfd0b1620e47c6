import type { DateWindow } from './windows.ts';

/** The key of an address that names days of the window: `selected=2026-09-25/2026-09-30`, both inclusive. */
export const SELECTED = 'selected';

const DATES = /^(\d{4}-\d\d-\d\d)\/(\d{4}-\d\d-\d\d)$/;

/** The days that an address selects within the window shown; null where it selects none of them, or all. */
export function readSelection(params: URLSearchParams, shown: DateWindow): DateWindow | null {
  const [, first = '', last = ''] = DATES.exec(params.get(SELECTED) ?? '') ?? [];
  const from = first > shown.from ? first : shown.from;
  const to = last < shown.to ? last : shown.to;
  if (!first || from > to || (from === shown.from && to === shown.to)) return null;
  return { from, to };
}

/** A selection as an address writes it. */
export const selectionText = ({ from, to }: DateWindow): string => `${from}/${to}`;
