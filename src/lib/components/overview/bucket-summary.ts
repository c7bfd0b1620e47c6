import { bucketTotals } from '../../charts/bucket-totals.ts';
import type { SeriesAnswer } from '../../contracts/index.ts';
import type { Language } from '../../format/index.ts';
import { m } from '../../paraglide/messages.js';
import { fraction, usualWords } from '../../words/counts.ts';
import type { Usual } from '../usual.ts';

/** What the trend's tooltip says of a bucket as a whole: its failures of all attempts, and what is usual once that is known. */
export function bucketSummary(series: SeriesAnswer, usual: Pick<Usual, 'at'>, language: Language) {
  const totals = bucketTotals(series);
  return (bucket: string): string[] => {
    const total = totals.get(bucket);
    if (!total) return [];
    const expected = usual.at(bucket);
    const line = m.trend_tip_total({ fraction: fraction(total, language) }, { locale: language });
    return expected == null ? [line] : [line, usualWords(total.failures, expected, language)];
  };
}
