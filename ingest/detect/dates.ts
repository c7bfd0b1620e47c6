const at = (date: number) => new Date(date * 86_400_000);

/** Parts of a local date, given as days since 1970; months from 0. */
export const getYear = (date: number): number => at(date).getUTCFullYear();
export const getMonth = (date: number): number => at(date).getUTCMonth();
export const getDate = (date: number): number => at(date).getUTCDate();

/** Days in a local date's month. */
export const daysInMonth = (date: number): number =>
  new Date(Date.UTC(getYear(date), getMonth(date) + 1, 0)).getUTCDate();

/** A local date as YYYY-MM-DD. */
export const isoDate = (date: number): string => at(date).toISOString().slice(0, 10);
