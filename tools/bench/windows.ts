import { YEAR } from './prepared.ts';

/** Each month of the prepared year, and the year. */
export const WINDOWS = [
  ...Array.from({ length: 12 }, (_, index) => {
    const date = (month: number, day: number) =>
      new Date(Date.UTC(2025, month, day)).toISOString().slice(0, 10);
    return `from=${date(6 + index, 1)}&to=${date(7 + index, 0)}`;
  }),
  `from=${YEAR.from}&to=${YEAR.to}`,
];
