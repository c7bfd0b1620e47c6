import type { Dimension } from '../contracts/index.ts';
import type { Key } from './axis-keys.ts';
import { bucketLabel } from './buckets.ts';

/** The words that keys are spelled with. */
export interface KeyWords {
  locale: string;
  /** What a key is called that is neither a number nor a date. */
  name: (dimension: Dimension, key: Key) => string;
}

/** 5 January 2026 was a Monday: weekday 1. */
const weekdayWord = (weekday: number, locale: string) =>
  new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: 'UTC' }).format(
    Date.UTC(2026, 0, 4 + weekday),
  );

/** A key as it stands on an axis: short, without the name of its dimension. */
export function keyLabel(dimension: Dimension, key: Key, words: KeyWords): string {
  if (dimension === 'weekday') return weekdayWord(Number(key), words.locale);
  if (dimension === 'days_to_month_end') return Number(key) === 0 ? '0' : `−${key}`;
  if (dimension === 'date') return bucketLabel(String(key), 'day', words.locale);
  if (dimension === 'hour' || dimension === 'day_of_month') return String(key);
  return words.name(dimension, key);
}

/** Roughly how wide a text is, in units of a Latin letter: a CJK sign takes two. */
export const textUnits = (text: string) =>
  [...text].reduce((units, sign) => units + (sign.codePointAt(0)! > 0x2e7f ? 2 : 1), 0);

/** Signs by their width, in parts of the height of letters; what is in none is a small letter or a digit. */
const WIDTHS: readonly { signs: RegExp; width: number }[] = [
  { signs: /[⺀-\u{10ffff}]/u, width: 1 },
  { signs: /[WMmw%]/, width: 0.95 },
  { signs: /[A-Z]/, width: 0.7 },
  { signs: /[\s.,:·']/, width: 0.3 },
];

/** How wide a text is at most, in pixels, where nothing can be asked that knows its font. */
export const textWidth = (text: string, fontSize: number) =>
  [...text].reduce((sum, sign) => sum + (WIDTHS.find(({ signs }) => signs.test(sign))?.width ?? 0.6), 0) *
  fontSize;

/** Cuts a long name in the middle: buildings differ at both ends of their names. */
export function shorten(text: string, most: number): string {
  if (textUnits(text) <= most) return text;
  const signs = [...text];
  const half = (most - 1) / 2;
  let head = '';
  let tail = '';
  for (const sign of signs) {
    if (textUnits(head + sign) > half) break;
    head += sign;
  }
  for (const sign of signs.toReversed()) {
    if (textUnits(sign + tail) > half) break;
    tail = sign + tail;
  }
  return `${head.trimEnd()}…${tail.trimStart()}`;
}
