import type { CellRow, CountedMetric, PartRow } from './queries/cells.ts';

/** A cell, and the parts of its attempts. */
export interface PartedCell {
  row: string | null;
  column: string | null;
  parts: PartRow[];
}

/** Puts the parts of each cell together. */
export function partedCells(rows: readonly PartRow[]): PartedCell[] {
  const cells = new Map<string, PartedCell>();
  for (const part of rows) {
    const { row, column } = part;
    const key = `${row}\n${column}`;
    const cell = cells.get(key);
    if (cell) cell.parts.push(part);
    else cells.set(key, { row, column, parts: [part] });
  }
  return [...cells.values()];
}

/** What a cell counts: all its attempts and failures, and of its chosen parts what came of the failures. */
type Sums = Omit<PartRow, 'row' | 'column' | 'part'> & { allFailures: number };

const ratio = (some: number, all: number) => (all > 0 ? some / all : null);

/** The metrics that are made from counts. */
const METRICS: Record<CountedMetric, (sums: Sums) => number | null> = {
  attempts: ({ attempts }) => attempts,
  failures: ({ failures }) => failures,
  failure_rate: ({ failures, settled }) => ratio(failures, settled),
  share: ({ failures, allFailures }) => ratio(failures, allFailures),
  failed_amount: ({ failed_minor }) => failed_minor / 100,
  lost_orders: ({ lost_orders }) => lost_orders,
  lost_amount: ({ lost_minor }) => lost_minor / 100,
};

function sumsOf(parts: readonly PartRow[], isChosen: (part: string | null) => boolean): Sums {
  const sums = {
    attempts: 0, settled: 0, failures: 0, allFailures: 0, failed_minor: 0, lost_orders: 0, lost_minor: 0,
  }; // prettier-ignore
  for (const part of parts) {
    sums.attempts += part.attempts;
    sums.settled += part.settled;
    sums.allFailures += part.failures;
    if (!isChosen(part.part)) continue;
    sums.failures += part.failures;
    sums.failed_minor += part.failed_minor;
    sums.lost_orders += part.lost_orders;
    sums.lost_minor += part.lost_minor;
  }
  return sums;
}

/** What is chosen of cells: a metric of some categories, or of all. */
export interface Choice {
  metric: CountedMetric;
  category: readonly string[] | null;
  /** The sides along which the category itself lies. */
  sides: readonly ('row' | 'column')[];
}

/**
 * Cells with the failures of the chosen categories. Along sides that are the category itself, each has a cell for every category
 * that was chosen by name or occurs, and all attempts stand in each.
 */
export function chosenCells(cells: readonly PartedCell[], { metric, category, sides }: Choice): CellRow[] {
  const valueOf = METRICS[metric];
  const cellOf = (
    { row, column, parts }: PartedCell,
    isChosen: (part: string | null) => boolean,
  ): CellRow => {
    const sums = sumsOf(parts, isChosen);
    const { attempts, settled, failures } = sums;
    return { row, column, attempts, settled, failures, value: valueOf(sums) };
  };
  const isChosen = (part: string | null) => category === null || (part !== null && category.includes(part));
  if (sides.length === 0) return cells.map((cell) => cellOf(cell, isChosen));
  const occurring = cells
    .flatMap(({ parts }) => parts)
    .filter(({ part, failures }) => failures > 0 && isChosen(part))
    .map(({ part }) => part);
  const kinds = [...new Set([...(category ?? []), ...occurring])];
  return cells.flatMap((cell) =>
    kinds.map((kind) => {
      const named = Object.fromEntries(sides.map((side) => [side, kind]));
      return cellOf({ ...cell, ...named }, (part) => part === kind);
    }),
  );
}
