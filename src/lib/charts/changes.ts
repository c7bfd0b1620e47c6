import type { HeatmapAnswer } from '../contracts/index.ts';

/** What a heatmap draws: an answer, whose values are differences where `isChange` says so. */
export type Drawn = HeatmapAnswer & { isChange?: boolean };

const difference = <Line extends { value: number | null; compared?: number | null }>(line: Line): Line => ({
  ...line,
  value: line.value === null || line.compared == null ? null : line.value - line.compared,
});

/** The answer itself; where it was compared with another window, its changes: value − compared, null where either is. */
export function changesOf(answer: HeatmapAnswer): Drawn {
  if (answer.compared_from == null) return answer;
  return {
    ...answer,
    isChange: true,
    cells: answer.cells.map(difference),
    row_totals: answer.row_totals?.map(difference),
    column_totals: answer.column_totals?.map(difference),
  };
}
