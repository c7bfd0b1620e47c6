import { CATEGORIES } from '../contracts/index.ts';
import type { Category } from '../contracts/index.ts';
import type { Axis } from './cells.ts';
import { datesOf } from './dates.ts';
import type { Window } from './dates.ts';

/** A value of a dimension as answers show it. */
export type Key = string | number;

const NUMERIC = new Set<Axis>(['hour', 'weekday', 'day_of_month', 'days_to_month_end']);

/** A value as the query gives it, as answers show it. */
export function toKey(axis: Axis, text: string | null): Key {
  return NUMERIC.has(axis) ? Number(text) : (text ?? 'unknown');
}

/** Compares two values in their dimension's own order; `unknown` comes last. */
export function compareKeys(axis: Axis, a: Key, b: Key): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (axis === 'category') return CATEGORIES.indexOf(a as Category) - CATEGORIES.indexOf(b as Category);
  if (a === b) return 0;
  if (a === 'unknown' || b === 'unknown') return a === 'unknown' ? 1 : -1;
  return a < b ? -1 : 1;
}

/**
 * The values along one side of a heatmap. Time runs through: an hour or a date in which nobody paid
 * keeps its place. Other dimensions list what was found.
 */
export function axisValues(axis: Axis, found: Iterable<Key>, window: Window): Key[] {
  const values = [...new Set(found)];
  if (values.length === 0) return [];
  return [...new Set([...values, ...timeValues(axis, window)])].sort((a, b) => compareKeys(axis, a, b));
}

function timeValues(axis: Axis, window: Window): Key[] {
  switch (axis) {
    case 'hour':
      return Array.from({ length: 24 }, (_, hour) => hour);
    case 'date':
      return datesOf(window);
    case 'weekday':
      return datesOf(window).slice(0, 7).map(weekday);
    case 'day_of_month':
      return datesOf(window).map(dayOfMonth);
    case 'days_to_month_end':
      return datesOf(window).map((date) => lastDayOfMonth(date) - dayOfMonth(date));
    default:
      return [];
  }
}

const dayOfMonth = (date: string) => Number(date.slice(8, 10));
const weekday = (date: string) => new Date(`${date}T00:00:00Z`).getUTCDay() || 7;
const lastDayOfMonth = (date: string) =>
  new Date(Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)), 0)).getUTCDate();
