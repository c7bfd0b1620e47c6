import { knownCategories, type Override } from '../../../../ingest/dictionary/overrides.ts';
import type { ReadingKey } from './desk.ts';

const text = (form: FormData, name: string) => String(form.get(name) ?? '').trim();

/** Which failures the fields with this ending are for. */
export function readingKeyFrom(form: FormData, ending = ''): ReadingKey {
  return {
    channel: text(form, `channel${ending}`),
    error_code: text(form, `error_code${ending}`),
    error_message: text(form, `error_message${ending}`),
  };
}

/** The readings of a form in which each code has fields that end in a number: those with a category of the contract. */
export function readingsFrom(form: FormData, by: string, now: Date): Override[] {
  const known = knownCategories();
  return [...form.keys()]
    .filter((name) => name.startsWith('category.'))
    .map((name) => name.slice('category'.length))
    .filter(
      (ending) => known.includes(text(form, `category${ending}`)) && text(form, `channel${ending}`) !== '',
    )
    .map((ending) => ({
      ...readingKeyFrom(form, ending),
      category: text(form, `category${ending}`),
      note: text(form, `note${ending}`).slice(0, 500),
      by: by.slice(0, 80),
      at: now.toISOString(),
    }));
}
