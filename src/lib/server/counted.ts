import type { CountedCell, PartRow } from './queries/cells.ts';

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

const sum = (parts: readonly PartRow[], of: Exclude<keyof PartRow, 'row' | 'column' | 'part'>) =>
  parts.reduce((all, part) => all + part[of], 0);

const ratio = (some: number, all: number) => (all > 0 ? some / all : null);

/** What a cell counts where only the failures of some parts are chosen. */
function counted(
  { row, column, parts }: PartedCell,
  isChosen: (part: string | null) => boolean,
): CountedCell {
  const chosen = parts.filter(({ part }) => isChosen(part));
  const [settled, failures] = [sum(parts, 'settled'), sum(chosen, 'failures')];
  return {
    row,
    column,
    attempts: sum(parts, 'attempts'),
    settled,
    failures,
    failure_rate: ratio(failures, settled),
    share: ratio(failures, sum(parts, 'failures')),
    failed_amount: sum(chosen, 'failed_minor') / 100,
    lost_orders: sum(chosen, 'lost_orders'),
    lost_amount: sum(chosen, 'lost_minor') / 100,
  };
}

/**
 * Cells with the failures of the chosen categories; null chooses all. Along `sides` that are the category itself, each has a cell for
 * every category that was chosen by name or occurs, and all attempts stand in each.
 */
export function chosenCells(
  cells: readonly PartedCell[],
  category: readonly string[] | null,
  sides: readonly ('row' | 'column')[],
): CountedCell[] {
  const isChosen = (part: string | null) => category === null || (part !== null && category.includes(part));
  if (sides.length === 0) return cells.map((cell) => counted(cell, isChosen));
  const occurring = cells
    .flatMap(({ parts }) => parts)
    .filter(({ part, failures }) => failures > 0 && isChosen(part))
    .map(({ part }) => part);
  const kinds = [...new Set([...(category ?? []), ...occurring])];
  return cells.flatMap((cell) =>
    kinds.map((kind) => {
      const named = Object.fromEntries(sides.map((side) => [side, kind]));
      return counted({ ...cell, ...named }, (part) => part === kind);
    }),
  );
}
