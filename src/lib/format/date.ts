import {
  endOfMonth,
  format,
  isSameDay,
  isSameMonth,
  isSameYear,
  isValid,
  parseISO,
  startOfMonth,
} from 'date-fns';
import { enGB } from 'date-fns/locale/en-GB';
import { zhCN } from 'date-fns/locale/zh-CN';
import { NOTHING, type Language } from './number.ts';

const PATTERNS = {
  'zh-CN': {
    day: 'M月d日',
    dayYear: 'yyyy年M月d日',
    weekday: 'M月d日 EEE',
    month: 'M月',
    monthYear: 'yyyy年M月',
    until: '–',
  },
  en: {
    day: 'd MMM',
    dayYear: 'd MMM yyyy',
    weekday: 'EEE d MMM',
    month: 'MMMM',
    monthYear: 'MMMM yyyy',
    until: ' – ',
  },
} as const;

function write(date: Date, pattern: string, language: Language): string {
  return format(date, pattern, { locale: language === 'en' ? enGB : zhCN });
}

/** A local date with its weekday: `9月25日 周五` / `Fri 25 Sep`. */
export function day(date: string, language: Language): string {
  const parsed = parseISO(date);
  return isValid(parsed) ? write(parsed, PATTERNS[language].weekday, language) : date;
}

/** A window in the fewest words: `2026年9月`, `9月3日–28日`, `28 Aug – 3 Sep`; the year only where it is needed. */
export function windowName(from: string, to: string, language: Language, year?: number): string {
  const [start, end] = [parseISO(from), parseISO(to)];
  if (!isValid(start) || !isValid(end)) return `${from} – ${to}`;
  const pattern = PATTERNS[language];
  const sameYear = isSameYear(start, end);
  const showYear = !sameYear || end.getFullYear() !== year;
  if (isSameDay(start, end)) return write(start, showYear ? pattern.dayYear : pattern.weekday, language);
  if (isSameDay(start, startOfMonth(start)) && isSameDay(end, endOfMonth(end))) {
    if (isSameMonth(start, end)) return write(start, showYear ? pattern.monthYear : pattern.month, language);
  }
  if (language === 'en') {
    const first = isSameMonth(start, end) ? 'd' : sameYear ? pattern.day : pattern.dayYear;
    return (
      write(start, first, language) +
      pattern.until +
      write(end, showYear ? pattern.dayYear : pattern.day, language)
    );
  }
  const last = !sameYear ? pattern.dayYear : isSameMonth(start, end) ? 'd日' : pattern.day;
  return (
    write(start, showYear ? pattern.dayYear : pattern.day, language) +
    pattern.until +
    write(end, last, language)
  );
}

/** An instant as the clock of a time zone shows it: `2026-09-30 23:59`. */
export function moment(instant: string | null, timezone: string): string {
  if (!instant) return NOTHING;
  const parts = new Intl.DateTimeFormat('sv-SE', {
    timeZone: timezone,
    dateStyle: 'short',
    timeStyle: 'short',
  });
  return parts.format(new Date(instant));
}

/**
 * An instant on a second clock, `2026-09-30 17:59 Europe/Berlin`; null where none was chosen, or where it shows the same as the
 * first one.
 */
export function secondMoment(instant: string | null, zone: string | null, first: string): string | null {
  if (!instant || !zone) return null;
  const second = moment(instant, zone);
  return second === first ? null : `${second} ${zone}`;
}

/** The hour that a bucket 0–23 stands for: `12:00–13:00`. */
export function hourName(hour: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(hour)}:00–${two((hour + 1) % 24)}:00`;
}

/** The hour that it is at an instant on the clock of a time zone. */
export const hourIn = (timezone: string, instant: Date): number =>
  Number(
    new Intl.DateTimeFormat('en', { hour: '2-digit', hourCycle: 'h23', timeZone: timezone }).format(instant),
  );
