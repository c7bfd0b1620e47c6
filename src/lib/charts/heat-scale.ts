import { THIN_CELL, type HeatmapAnswer, type HeatmapCell, type Metric } from '../contracts/index.ts';
import { quantileBorders, stepOf } from './quantiles.ts';
import type { ChartTokens } from './tokens.ts';

/** One step of the legend: its colour, the smallest and the largest value in it, and how many cells. */
export interface HeatStep {
  color: string;
  from: number;
  to: number;
  cells: number;
}
export interface HeatScale {
  steps: HeatStep[];
  colorOf: (value: number) => string;
}

const RATIOS: readonly Metric[] = ['failure_rate', 'share', 'latency_p95'];

/** Whether a cell has too few settled attempts for its figure to say much. */
export const isThin = (cell: HeatmapCell) => cell.settled < THIN_CELL;

/** Colours for the values of an answer: seven steps by quantile, or around zero for `excess`. */
export function heatScale(answer: HeatmapAnswer, tokens: ChartTokens): HeatScale {
  const valued = answer.cells.filter((cell) => cell.value !== null);
  const firm = RATIOS.includes(answer.metric) ? valued.filter((cell) => !isThin(cell)) : valued;
  const values = (firm.length > 0 ? firm : valued).map((cell) => cell.value!);
  const colorOf = answer.metric === 'excess' ? diverging(values, tokens) : sequential(values, tokens);
  return { steps: legend(valued, colorOf), colorOf };
}

function sequential(values: number[], { heat }: ChartTokens) {
  const borders = quantileBorders(values, heat.length);
  const spread = (heat.length - 1) / Math.max(1, borders.length);
  return (value: number) => heat[Math.round(stepOf(value, borders) * spread)]!;
}

function diverging(values: number[], { diverging: ramp }: ChartTokens) {
  const middle = (ramp.length - 1) / 2;
  const borders = quantileBorders(values.map(Math.abs), middle + 1);
  const spread = middle / Math.max(1, borders.length);
  return (value: number) =>
    ramp[middle + Math.sign(value) * Math.round(stepOf(Math.abs(value), borders) * spread)]!;
}

function legend(cells: HeatmapCell[], colorOf: (value: number) => string): HeatStep[] {
  const steps = new Map<string, HeatStep>();
  for (const { value } of [...cells].sort((a, b) => a.value! - b.value!)) {
    const color = colorOf(value!);
    const step = steps.get(color);
    if (step) Object.assign(step, { to: value!, cells: step.cells + 1 });
    else steps.set(color, { color, from: value!, to: value!, cells: 1 });
  }
  return [...steps.values()];
}
