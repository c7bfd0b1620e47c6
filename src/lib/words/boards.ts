import { THIN_CELL, type CodesAnswer, type RankingAnswer } from '../contracts/index.ts';
import type { BoardBy, Sort } from '../filters/boards.ts';
import { ratio } from '../format/rate.ts';

/** A line of a leaderboard, in numbers. */
export interface BoardRow {
  key: string;
  failures: number;
  /** Null where it is not known, as of a code: only failures have one. */
  settled: number | null;
  /** Yuan: of the lost orders, or of the failures that a code came with. */
  amount: number;
  /** Failures in the compared window; null without one. */
  compared: number | null;
  /** What a code is, and whose. */
  code?: { channel: string; category: string; meaning_zh: string | null; meaning_en: string | null };
}

/** The lines of a leaderboard that are shown, out of `total`, whose failures add up to `failures`. */
export interface Board {
  by: BoardBy;
  rows: BoardRow[];
  total: number;
  failures: number;
}

/** Lines of a dimension from its failures and its lost amounts; those without a failure are left out. */
export function rowsOf(failed: RankingAnswer, lost: RankingAnswer): BoardRow[] {
  const amounts = new Map(lost.items.map(({ key, value }) => [key, value]));
  return failed.items
    .filter((item) => item.failures > 0)
    .map(({ key, settled, failures, compared }) => ({
      key: String(key),
      settled,
      failures,
      amount: amounts.get(key) ?? 0,
      compared,
    }));
}

/** Lines of the channels' codes. */
export function rowsOfCodes({ items }: CodesAnswer): BoardRow[] {
  return items.map(({ channel, error_code, category, failures, failed_amount, compared, ...words }) => ({
    key: error_code ?? '',
    settled: null,
    failures,
    amount: failed_amount,
    compared,
    code: { channel, category, ...words },
  }));
}

/** A change of few failures, or a rate of few attempts, says little: it stands below the others. */
const steadyChange = ({ failures, compared }: BoardRow) =>
  compared && failures + compared >= THIN_CELL ? failures / compared : null;
const steadyRate = ({ failures, settled }: BoardRow) =>
  settled !== null && settled < THIN_CELL ? null : (ratio(failures, settled) ?? failures);

const VALUES: Record<Sort, (row: BoardRow) => number | null> = {
  failures: ({ failures }) => failures,
  failure_rate: steadyRate,
  amount: ({ amount }) => amount,
  change: steadyChange,
};

/** What a leaderboard shows: its lines sorted, the first `most` of them and those that are chosen. */
export function boardOf(
  by: BoardBy,
  rows: BoardRow[],
  { sort, most, chosen }: { sort: Sort; most: number; chosen: (key: string) => boolean },
): Board {
  const value = VALUES[sort];
  const sorted = rows.toSorted(
    (a, b) => (value(b) ?? -Infinity) - (value(a) ?? -Infinity) || b.failures - a.failures,
  );
  return {
    by,
    rows: sorted.filter((row, index) => index < most || chosen(row.key)),
    total: rows.length,
    failures: rows.reduce((sum, row) => sum + row.failures, 0),
  };
}
