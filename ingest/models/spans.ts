import type { Model } from './catalog.ts';

/** Partitions of this many days are computed in one go: it bounds memory, and keeps them together on disk. */
const DAYS_AT_ONCE = 31;

/** A run of dates, both inclusive. */
export interface Span {
  from: string;
  to: string;
}

/** The runs of consecutive dates in a sorted list, none longer than a month. */
export function spans(dates: string[]): Span[] {
  const found: (Span & { days: number })[] = [];
  for (const date of dates) {
    const last = found.at(-1);
    const isNext = last !== undefined && Date.parse(date) - Date.parse(last.to) === 86_400_000;
    if (isNext && last.days < DAYS_AT_ONCE) Object.assign(last, { to: date, days: last.days + 1 });
    else found.push({ from: date, to: date, days: 1 });
  }
  return found;
}

/** SQL, true for the rows of a model that lie within a span. */
export function within({ event_time: instant, partition }: Model, { from, to }: Span): string {
  return instant === undefined
    ? `${partition} BETWEEN DATE '${from}' AND DATE '${to}'`
    : `${instant} >= TIMESTAMP '${from}' AND ${instant} < DATE '${to}' + INTERVAL '1 day'`;
}
