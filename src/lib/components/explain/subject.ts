import { addDays, endOfMonth, format, parseISO } from 'date-fns';
import type { Grain } from '../../contracts/index.ts';
import { GRAINS } from '../../contracts/names.ts';
import { writeFilter, commonKeysOf, type Filter } from '../../filters/index.ts';
import { day, hourName, windowName, type Language } from '../../format/index.ts';
import { nameOf, type Places } from '../../words/names.ts';

/** What a page has open to be explained: a building, or a bucket of its trend by the local time at which it starts. */
export type Subject = { of: 'building_id' | Grain; value: string };

const KINDS = ['building_id', ...GRAINS] as const;

/** The parameter of an address that names the subject: `why=building_id:east/t3`, `why=day:2026-06-25`. */
export const WHY = 'why';

/** Reads what an address has open; null where it names nothing that is known. */
export function readSubject(params: URLSearchParams): Subject | null {
  const [kind = '', value = ''] = (params.get(WHY) ?? '').split(/:(.*)/s);
  const of = KINDS.find((one) => one === kind);
  if (of === undefined || value === '') return null;
  return of === 'building_id' || /^\d{4}-\d\d-\d\d(T\d\d:\d\d)?$/.test(value) ? { of, value } : null;
}

/** The same page with a subject open, or without one. */
export function subjectHref(url: URL, subject: Subject | null, baseline: string | null = null): string {
  const params = new URLSearchParams(url.search);
  params.delete(WHY);
  params.delete('explain');
  if (subject) params.set(WHY, `${subject.of}:${subject.value}`);
  if (subject && baseline) params.set('explain', baseline);
  const query = params.toString().replaceAll('%2F', '/').replaceAll('%3A', ':');
  return query ? `${url.pathname}?${query}` : url.pathname;
}

/** The local dates of a bucket, both inclusive. */
function datesOf({ of, value }: Subject): { from: string; to: string } {
  const from = value.slice(0, 10);
  const iso = (date: Date) => format(date, 'yyyy-MM-dd');
  if (of === 'week') return { from, to: iso(addDays(parseISO(from), 6)) };
  if (of === 'month') return { from, to: iso(endOfMonth(parseISO(from))) };
  return { from, to: from };
}

/** The parameters of the failed attempts of a subject, within what the page is narrowed to. */
export function subjectQuery(filter: Filter, subject: Subject): URLSearchParams {
  const keys = { ...commonKeysOf(filter) };
  if (subject.of === 'building_id') keys.building_id = [subject.value];
  else {
    const { from, to } = datesOf(subject);
    keys.from = filter.from && filter.from > from ? filter.from : from;
    keys.to = filter.to && filter.to < to ? filter.to : to;
  }
  const query = writeFilter(keys);
  if (subject.of === 'hour') query.set('hour', String(Number(subject.value.slice(11, 13))));
  query.set('status', 'failed');
  return query;
}

/** A subject in words. */
export function subjectName(subject: Subject, places: Places, language: Language, year: number): string {
  if (subject.of === 'building_id') return nameOf('building_id', subject.value, places, language);
  const { from, to } = datesOf(subject);
  if (subject.of === 'hour') return `${day(from, language)} ${hourName(Number(subject.value.slice(11, 13)))}`;
  return from === to ? day(from, language) : windowName(from, to, language, year);
}
