import type { HeatmapAnswer, HeatmapCell } from '../contracts/index.ts';
import type { Key } from './axis-keys.ts';
import type { Drawn } from './changes.ts';
import { isThin } from './heat-scale.ts';

/** A row or a column as a whole. */
export interface Line {
  key: Key;
  settled: number;
  failures: number;
}

/** The firm cell that stands out most; none where nothing has a value above zero. */
export function worstCell(answer: Drawn): HeatmapCell | null {
  const weight = cellWeight(answer);
  let worst: HeatmapCell | null = null;
  let most = 0;
  for (const cell of answer.cells) {
    if (isThin(cell) || !(weight(cell) > most)) continue;
    worst = cell;
    most = weight(cell);
  }
  return worst;
}

/** A rate or a share counts as far as it is sure, so that one failure of twenty does not stand before a thousand of ten thousand. */
function cellWeight({ metric, isChange }: Drawn): (cell: HeatmapCell) => number {
  if (metric === 'share' && !isChange)
    return (cell) => surely({ settled: allFailures(cell) ?? 0, failures: cell.failures });
  if (metric !== 'failure_rate') return ({ value }) => value ?? 0;
  return isChange ? (cell) => (cell.value ?? 0) - 1.96 * errorOfChange(cell) : surely;
}

/** All failures of a cell whose value is the share that some of them are; null where none of these failed. */
export const allFailures = ({ failures, value }: HeatmapCell): number | null =>
  value ? Math.round(failures / value) : null;

/** The failure rate that counts surely have: the lower end of their 95 % Wilson interval. */
export function surely({ settled, failures }: { settled: number; failures: number }): number {
  if (settled === 0) return 0;
  const z2 = 1.96 ** 2;
  const p = failures / settled;
  const spread = 1.96 * Math.sqrt((p * (1 - p) + z2 / (4 * settled)) / settled);
  return Math.max(0, (p + z2 / (2 * settled) - spread) / (1 + z2 / settled));
}

/** The standard error of the difference of two rates; a rate of 0 is taken as half a failure. */
function errorOfChange(cell: HeatmapCell): number {
  const variance = (failures: number, settled: number) => {
    const p = Math.min(1, Math.max(failures, 0.5) / settled);
    return (p * (1 - p)) / settled;
  };
  const [before, then] = [cell.compared_failures ?? 0, cell.compared_settled ?? 0];
  return then > 0 ? Math.sqrt(variance(cell.failures, cell.settled) + variance(before, then)) : Infinity;
}

/**
 * How bad each row or column is as a whole, by key: its total, where the answer brings one and it is firm; its sure rate;
 * else the sum of its cells. A line without a weight has none in the map.
 */
export function lineWeights(answer: Drawn, side: 'row' | 'column'): Map<string, number> {
  const brought = answer[`${side}_totals`];
  if (brought && answer.metric !== 'share')
    return new Map(
      brought.flatMap((line) =>
        line.value === null || isThin(line) ? [] : [[String(line.key), line.value] as const],
      ),
    );
  const lines = new Map<string, { settled: number; failures: number; value: number }>();
  for (const cell of answer.cells) {
    const key = String(cell[side]);
    let line = lines.get(key);
    if (!line) lines.set(key, (line = { settled: 0, failures: 0, value: 0 }));
    line.settled += cell.settled;
    line.failures += cell.failures;
    line.value += cell.value ?? 0;
  }
  const { metric } = answer;
  return new Map(
    [...lines].map(([key, line]) => {
      const value = metric === 'share' ? line.failures : line.value;
      return [key, metric === 'failure_rate' ? surely(line) : value];
    }),
  );
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
