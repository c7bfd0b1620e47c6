import type { Because } from '../contracts/index.ts';
import type { Language } from '../format/number.ts';
import { m } from '../paraglide/messages.js';

type Word = (inputs: Record<string, never>, options: { locale: Language }) => string;

const PLAIN: Record<
  Exclude<
    Because['code'],
    'shipped' | 'called' | 'times_like' | 'states_open' | 'odd' | 'footer' | 'stand_in'
  >,
  Word
> = {
  times: m.load_because_times,
  states: m.load_because_states,
  numbers: m.load_because_numbers,
  smallest_unit: m.load_because_smallest_unit,
  no_unique: m.load_because_no_unique,
};

/** What speaks for a part of a proposed mapping. */
export function because(it: Because, language: Language): string {
  const locale = { locale: language };
  switch (it.code) {
    case 'shipped':
      return m.load_because_shipped({ name: it.name }, locale);
    case 'called':
      return m.load_because_called({ name: it.name }, locale);
    case 'times_like':
      return m.load_because_times_like({ format: it.format }, locale);
    case 'states_open':
      return m.load_because_states_open({ values: it.values.join(' · ') }, locale);
    case 'odd':
      return m.load_because_odd({ n: String(it.count) }, locale);
    case 'footer':
      return m.load_because_footer({ start: it.start, n: String(it.count) }, locale);
    case 'stand_in':
      return m.load_because_stand_in({ value: it.value }, locale);
    default:
      return PLAIN[it.code]({}, locale);
  }
}

const REFUSED: Record<string, Word> = {
  busy: m.dict_busy,
  empty: m.dict_no_file,
  too_many: m.load_refused_too_many,
  too_large: m.load_refused_too_large,
  stalled: m.load_refused_stalled,
  cut_off: m.load_broken_upload,
  disk_full: m.line_disk_full,
  read_only: m.line_no_write,
  off: m.load_refused_off,
  cross_origin: m.load_refused_cross_origin,
};

/** Why the server did not take a file, or a word about one, by the code that it gave. */
export function whyRefused(code: string | undefined, language: Language): string {
  return (REFUSED[code ?? ''] ?? m.load_broken_upload)({}, { locale: language });
}
