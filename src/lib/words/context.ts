import type { SummaryAnswer } from '../contracts/index.ts';
import { daysIn } from '../filters/windows.ts';
import { windowName } from '../format/date.ts';
import type { Language } from '../format/number.ts';
import { m } from '../paraglide/messages.js';

/** The window of an answer in words; the year only where it is not the last one of the data. */
export function windowOf(
  summary: Pick<SummaryAnswer, 'from' | 'to'>,
  language: Language,
  year?: number,
): string {
  return summary.from && summary.to ? windowName(summary.from, summary.to, language, year) : '';
}

/** What an answer was compared with in words, null where there was nothing to compare with. */
export function periodOf(summary: SummaryAnswer, language: Language): string | null {
  const { from, to, compared_from, compared_to } = summary;
  if (!from || !to || !compared_from || !compared_to || !summary.settled.compared) return null;
  const locale = { locale: language };
  if (compared_from.slice(4) === from.slice(4) && compared_from < from) return m.period_year({}, locale);
  if (isWholeMonth(compared_from, compared_to)) {
    return windowName(compared_from, compared_to, language, Number(to.slice(0, 4)));
  }
  if (daysIn({ from: compared_to, to: from }) > 2)
    return windowName(compared_from, compared_to, language, Number(to.slice(0, 4)));
  const days = daysIn({ from: compared_from, to: compared_to });
  return days === 1 ? m.period_day({}, locale) : m.period_days({ n: days }, locale);
}

function isWholeMonth(from: string, to: string): boolean {
  const [year, month] = from.split('-').map(Number);
  const last = new Date(Date.UTC(year!, month!, 0)).getUTCDate();
  return from.endsWith('-01') && to === `${from.slice(0, 8)}${last}`;
}
