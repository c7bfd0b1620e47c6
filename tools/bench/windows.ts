import { YEAR } from './prepared.ts';

const date = (month: number, day: number) => new Date(Date.UTC(2025, month, day)).toISOString().slice(0, 10);
const months = Array.from({ length: 12 }, (_, index) => 6 + index);

/** Each month of the prepared year, and the year. */
export const WINDOWS = [
  ...months.map((month) => `from=${date(month, 1)}&to=${date(month + 1, 0)}`),
  `from=${YEAR.from}&to=${YEAR.to}`,
];

/** Each month of the prepared year without its last day: as much as a month, and asked by nobody who asks for months. */
export const NEARLY_MONTHS = months.map((month) => `from=${date(month, 1)}&to=${date(month + 1, -1)}`);
