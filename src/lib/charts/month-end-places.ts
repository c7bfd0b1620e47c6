import type { HeatmapAnswer } from '../contracts/index.ts';

/** What the last days of months bring in a building, beside the other days. */
export interface MonthEndPlace {
  key: string;
  /** On the last seven days. */
  failures: number;
  settled: number;
  /** Failures that so many attempts would have at the rate of the other days. */
  expected: number;
}

/** Days to the month's end, itself included, that are its last days. */
const LAST = 7;

/** Failures above what is expected. */
export const moreOf = ({ failures, expected }: MonthEndPlace): number => failures - expected;

/**
 * Buildings by how many failures more the last seven days of months bring than their attempts would have at the rate of their
 * other days, most first; those without other days are left out. Of failures by building and days to the month's end.
 */
export function monthEndPlaces({ cells }: HeatmapAnswer): MonthEndPlace[] {
  const places = new Map<string, Record<'last' | 'other', { failures: number; settled: number }>>();
  for (const { row, column, failures, settled } of cells) {
    const none = () => ({ failures: 0, settled: 0 });
    const place = places.get(String(row)) ?? { last: none(), other: none() };
    const side = Number(column) < LAST ? place.last : place.other;
    side.failures += failures;
    side.settled += settled;
    places.set(String(row), place);
  }
  return [...places]
    .filter(([, { last, other }]) => last.settled > 0 && other.settled > 0)
    .map(([key, { last, other }]) => ({
      key,
      ...last,
      expected: (last.settled * other.failures) / other.settled,
    }))
    .sort((a, b) => moreOf(b) - moreOf(a));
}
