import type { HeatmapAnswer, HeatmapCell } from '../contracts/index.ts';
import type { Key } from './axis-keys.ts';
import { isThin } from './heat-scale.ts';

/** A row or a column as a whole. */
export interface Line {
  key: Key;
  settled: number;
  failures: number;
}

/** The firm cell that stands out most; none where nothing has a value above zero. */
export function worstCell(answer: HeatmapAnswer): HeatmapCell | null {
  const weight = answer.metric === 'failure_rate' ? surely : (cell: HeatmapCell) => cell.value ?? 0;
  let worst: HeatmapCell | null = null;
  for (const cell of answer.cells) {
    if (!isThin(cell) && weight(cell) > (worst ? weight(worst) : 0)) worst = cell;
  }
  return worst;
}

/**
 * The failure rate that a cell surely has: the lower end of its 95 % Wilson interval, so that one failure
 * of twenty does not stand before a thousand of ten thousand.
 */
function surely({ settled, failures }: { settled: number; failures: number }): number {
  if (settled === 0) return 0;
  const z2 = 1.96 ** 2;
  const p = failures / settled;
  const spread = 1.96 * Math.sqrt((p * (1 - p) + z2 / (4 * settled)) / settled);
  return Math.max(0, (p + z2 / (2 * settled) - spread) / (1 + z2 / settled));
}

/**
 * The row or column with the most failures, or the surest failure rate where that is what is shown.
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
  const weight = answer.metric === 'failure_rate' ? surely : (line: Line) => line.failures;
  const firm = [...lines.values()].filter((line) => line.failures > 0 && !isThin(line));
  return firm.sort((a, b) => weight(b) - weight(a))[0] ?? null;
}

/** All cells together; attempts only where they may be added up. */
export function totals(answer: HeatmapAnswer): { settled: number | null; failures: number } {
  const repeats = [answer.row_dimension, answer.column_dimension].includes('category');
  const add = (of: 'settled' | 'failures') => answer.cells.reduce((sum, cell) => sum + cell[of], 0);
  return { settled: repeats ? null : add('settled'), failures: add('failures') };
}
