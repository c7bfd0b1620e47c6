import type { HeatmapAnswer, SeriesAnswer } from '../contracts/index.ts';

type Key = string | number;

/** What is usual in each part of a picture, read once somebody looks closer. */
export interface Usual {
  /** Asks for it, once a picture; parameters of the question without the metric. */
  read: (query: string) => void;
  /** The expected failures of a cell (by its row and column) or of a bucket; undefined before they are known. */
  at: (...keys: Key[]) => number | null | undefined;
}

const keyOf = (...keys: Key[]) => keys.join('\n');

/** The expected failures in an answer, by their keys. */
const valuesOf = (answer: HeatmapAnswer | SeriesAnswer): [string, number | null][] =>
  'cells' in answer
    ? answer.cells.map(({ row, column, value }) => [keyOf(row, column), value])
    : answer.points.map(({ bucket, value }) => [keyOf(bucket), value]);

/** Reads what is usual from the server; a picture that is gone meanwhile is not waited for. */
export function readsUsual(question: 'heatmap' | 'series'): Usual {
  let asked: string | undefined;
  let reading: AbortController | undefined;
  let known = new Map<string, number | null>();
  async function learn(query: string, signal: AbortSignal) {
    try {
      const response = await fetch(`/api/v1/${question}?${query}&metric=expected`, { signal });
      if (!response.ok) throw new Error(`HTTP ${response.status}`);
      const answer: HeatmapAnswer | SeriesAnswer = await response.json();
      if (!signal.aborted) known = new Map(valuesOf(answer));
    } catch {
      // The tooltip says what it knows; a closer look later asks again.
      if (!signal.aborted) asked = undefined;
    }
  }
  return {
    read(query) {
      if (query === asked) return;
      reading?.abort();
      reading = new AbortController();
      [asked, known] = [query, new Map()];
      void learn(query, reading.signal);
    },
    at: (...keys) => known.get(keyOf(...keys)),
  };
}
