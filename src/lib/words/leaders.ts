import { THIN_CELL, type SummaryAnswer } from '../contracts/index.ts';
import type { BoardBy, Sort } from '../filters/boards.ts';
import { exact, exactMoney, money, type Language } from '../format/number.ts';
import { rate, ratio } from '../format/rate.ts';
import { m } from '../paraglide/messages.js';
import type { Board, BoardRow } from './boards.ts';
import { relativeChange, type Figure } from './figures.ts';
import { dimensionName, nameOf, type Places } from './names.ts';

/** A line of a leaderboard, in words. */
export type Leader = {
  row: BoardRow;
  name: string;
  /** What a code means, and whose it is. */
  detail: string | null;
  failures: string;
  /** The failure rate; of a code its share of the failures, since only failures have one. */
  rate: string;
  /** Numerator, denominator and rate in one sentence. */
  about: string;
  amount: string;
  exactAmount: string;
  /** Length of the bar, 0 to 1, against the longest line. */
  length: number;
  change: Figure['change'];
  /** True when too few attempts are settled for the rate to say much. */
  thin: boolean;
};

/** What a leaderboard lists, in words. */
export const boardName = (by: BoardBy, language: Language): string =>
  by === 'error_code' ? m.dimension_code({}, { locale: language }) : dimensionName(by, language);

/** The lines of a leaderboard; the bars show what it is sorted by, or else the failures. */
export function leaders(board: Board, sort: Sort, places: Places, language: Language): Leader[] {
  const lengths = board.rows.map((row) => lengthOf(row, sort));
  const longest = Math.max(...lengths);
  return board.rows.map((row, index) => ({
    row,
    ...named(board, row, places, language),
    ...rated(board, row, language),
    failures: exact(row.failures, language),
    amount: money(row.amount, language),
    exactAmount: exactMoney(row.amount, language),
    length: longest > 0 ? Math.min(1, (lengths[index] ?? 0) / longest) : 0,
    change: relativeChange({ value: row.failures, compared: row.compared }, language),
    thin: isThin(row),
  }));
}

const isThin = ({ settled }: BoardRow) => settled !== null && settled < THIN_CELL;

function lengthOf(row: BoardRow, sort: Sort): number {
  if (sort === 'amount') return row.amount;
  if (sort === 'failure_rate' && row.settled !== null)
    return isThin(row) ? 0 : (ratio(row.failures, row.settled) ?? 0);
  return row.failures;
}

function named({ by }: Board, { key, code }: BoardRow, places: Places, language: Language) {
  if (by !== 'error_code' || !code) {
    return { name: nameOf(by === 'error_code' ? 'channel' : by, key, places, language), detail: null };
  }
  const meaning = language === 'en' ? code.meaning_en : code.meaning_zh;
  const channel = nameOf('channel', code.channel, places, language);
  return {
    name: key || m.code_none({}, { locale: language }),
    detail: [channel, meaning ?? nameOf('category', code.category, places, language)].join(' · '),
  };
}

function rated(board: Board, { failures, settled }: BoardRow, language: Language) {
  const locale = { locale: language };
  const n = exact(failures, language);
  if (settled === null) {
    const share = rate(ratio(failures, board.failures), language);
    return {
      rate: share,
      about: m.row_share({ n, failures: exact(board.failures, language), share }, locale),
    };
  }
  const share = rate(ratio(failures, settled), language);
  return {
    rate: share,
    about: m.row_rate({ failures: n, settled: exact(settled, language), rate: share }, locale),
  };
}

/** A line of the list of causes. */
export type Cause = {
  key: string;
  name: string;
  failures: string;
  share: string;
  length: number;
  change: Figure['change'];
};

/** The categories of a summary, most failures first. */
export function causes(summary: SummaryAnswer, language: Language): Cause[] {
  const parts = Object.entries(summary.failures_by_category)
    .map(([key, part]) => ({ key, value: part?.value ?? 0, compared: part?.compared ?? null }))
    .filter((part) => part.value > 0)
    .sort((a, b) => b.value - a.value);
  const all = parts.reduce((sum, part) => sum + part.value, 0);
  return parts.map((part) => ({
    key: part.key,
    name: nameOf('category', part.key, { campuses: {}, buildings: {} }, language),
    failures: exact(part.value, language),
    share: rate(ratio(part.value, all), language),
    length: part.value / parts[0]!.value,
    change: relativeChange(part, language),
  }));
}
