import type { ExplainAnswer } from '../contracts/index.ts';
import { day, hourName, windowName } from '../format/date.ts';
import type { Language } from '../format/number.ts';

/** A stretch of dates or hours that carries most of the excess. */
export interface Stretch {
  excess: number;
  words: string;
}

/** A stretch is worth a sentence if it holds this part of the excess or more in this part of the time or less. */
const ENOUGH = 0.5;
const SHORT = 0.5;

type Items = ExplainAnswer['by_dimension'][number]['items'];

/** The neighbouring values that together lie furthest above the average (Kadane's maximum subarray), both ends included. */
function densest(items: Items): { first: number; last: number; excess: number } {
  const average = items.reduce((sum, item) => sum + (item.excess ?? 0), 0) / items.length;
  let best = { first: 0, last: 0, above: -Infinity };
  let [first, above] = [0, 0];
  items.forEach((item, last) => {
    if (above <= 0) [first, above] = [last, 0];
    above += (item.excess ?? 0) - average;
    if (above > best.above) best = { first, last, above };
  });
  const excess = best.above + average * (best.last - best.first + 1);
  return { first: best.first, last: best.last, excess };
}

/** Where in time an excess lies, if it lies together: a stretch of dates, and one of hours. */
export function stretchesOf(answer: ExplainAnswer, language: Language): Stretch[] {
  const names = {
    date: (from: string, to: string) =>
      from === to ? day(from, language) : windowName(from, to, language, Number(answer.to?.slice(0, 4))),
    hour: (from: string, to: string) =>
      `${hourName(Number(from)).slice(0, 5)}–${hourName(Number(to)).slice(-5)}`,
  };
  return (['date', 'hour'] as const).flatMap((dimension) => {
    const found = answer.by_dimension.find((one) => one.dimension === dimension)?.items ?? [];
    const items = found.toSorted((a, b) => a.value.localeCompare(b.value, 'en', { numeric: true }));
    const { first, last, excess } = densest(items);
    const [from, to] = [items[first]?.value, items[last]?.value];
    const isTold = excess >= ENOUGH * (answer.excess ?? Infinity) && last - first + 1 <= SHORT * items.length;
    return isTold && from !== undefined && to !== undefined
      ? [{ excess, words: names[dimension](from, to) }]
      : [];
  });
}
