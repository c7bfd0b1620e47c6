import type { HeatmapAnswer, HeatmapCell } from '../contracts/index.ts';
import type { Key } from './axis-keys.ts';
import { isThin } from './heat-scale.ts';

/** A row or a column as a whole. */
export interface Line {
  key: Key;
  settled: number;
  failures: number;
}

/** The firm cell with the highest value; none where nothing has a value above zero. */
export function worstCell(answer: HeatmapAnswer): HeatmapCell | null {
  let worst: HeatmapCell | null = null;
  for (const cell of answer.cells) if (!isThin(cell) && (cell.value ?? 0) > (worst?.value ?? 0)) worst = cell;
  return worst;
}

/**
 * The row or column with the most failures, or the highest failure rate where that is what is shown.
 * None where the counts of a side cannot be added up: over categories the settled attempts repeat.
 */
export function worstLine(answer: HeatmapAnswer, side: 'row' | 'column'): Line | null {
  const across = side === 'row' ? answer.column_dimension : answer.row_dimension;
  if (across === 'category') return null;
  const lines = new Map<Key, Line>();
  for (const cell of answer.cells) {
    const line = lines.get(cell[side]) ?? { key: cell[side], settled: 0, failures: 0 };
    line.settled += cell.settled;
    line.failures += cell.failures;
    lines.set(cell[side], line);
  }
  const weight = (line: Line) =>
    answer.metric === 'failure_rate' ? line.failures / Math.max(1, line.settled) : line.failures;
  const firm = [...lines.values()].filter((line) => line.failures > 0 && !isThin(line));
  return firm.sort((a, b) => weight(b) - weight(a))[0] ?? null;
}

/** All cells together; attempts only where they may be added up. */
export function totals(answer: HeatmapAnswer): { settled: number | null; failures: number } {
  const repeats = [answer.row_dimension, answer.column_dimension].includes('category');
  const add = (of: 'settled' | 'failures') => answer.cells.reduce((sum, cell) => sum + cell[of], 0);
  return { settled: repeats ? null : add('settled'), failures: add('failures') };
}
