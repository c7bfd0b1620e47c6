import type { HeatmapAnswer } from '../../contracts/index.ts';

/** What is usual in each cell of a picture, read once somebody looks closer. */
export interface Usual {
  /** Asks for it, once a picture; parameters of `/api/v1/heatmap` without the metric. */
  read: (query: string) => void;
  /** The expected failures of a cell; undefined before they are known. */
  at: (row: string | number, column: string | number) => number | null | undefined;
}

/** Reads what is usual from the server; a picture that is gone meanwhile is not waited for. */
export function readsUsual(): Usual {
  let asked: string | undefined;
  let reading: AbortController | undefined;
  let known = new Map<string, number | null>();
  async function learn(query: string, signal: AbortSignal) {
    try {
      const response = await fetch(`/api/v1/heatmap?${query}&metric=expected`, { signal });
      if (!response.ok) throw new Error(`HTTP ${response.status}`);
      const { cells }: HeatmapAnswer = await response.json();
      if (!signal.aborted) known = new Map(cells.map((cell) => [`${cell.row}\n${cell.column}`, cell.value]));
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
    at: (row, column) => known.get(`${row}\n${column}`),
  };
}
