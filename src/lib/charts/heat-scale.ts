import { THIN_CELL, type HeatmapAnswer, type HeatmapCell, type Metric } from '../contracts/index.ts';
import { quantileBorders, stepOf } from './quantiles.ts';
import type { ChartTokens } from './tokens.ts';

/** One step of the legend: its place on the ramp, its smallest and largest value, and how many cells. */
export interface HeatStep {
  level: number;
  from: number;
  to: number;
  cells: number;
}
export interface HeatScale {
  steps: HeatStep[];
  /** The place of a value on the ramp, 0 to 6. */
  levelOf: (value: number) => number;
}

const LEVELS = 7;
const MIDDLE = (LEVELS - 1) / 2;
const RATIOS: readonly Metric[] = ['failure_rate', 'share', 'latency_p95'];

/** Whether a cell has too few settled attempts for its figure to say much. */
export const isThin = (cell: { settled: number }) => cell.settled < THIN_CELL;

/** The colours of a metric, by level. */
export const rampOf = (metric: Metric, tokens: ChartTokens) =>
  metric === 'excess' ? tokens.diverging : tokens.heat;

/** Seven steps by quantile, or around zero for `excess`; of ratios only firm cells count. */
export function heatScale(answer: HeatmapAnswer): HeatScale {
  const valued = answer.cells.filter((cell) => cell.value !== null);
  const firm = RATIOS.includes(answer.metric) ? valued.filter((cell) => !isThin(cell)) : valued;
  const judged = firm.length > 0 ? firm : valued;
  const values = judged.map((cell) => cell.value!);
  const levelOf = answer.metric === 'excess' ? aroundZero(values) : upwards(values);
  return { steps: legend(judged, levelOf), levelOf };
}

function upwards(values: number[]) {
  const borders = quantileBorders(values, LEVELS);
  const spread = (LEVELS - 1) / Math.max(1, borders.length);
  return (value: number) => Math.round(stepOf(value, borders) * spread);
}

/** Steps on both sides of zero. Borders lie between whole failures, so that what reads as 0 looks like 0. */
function aroundZero(values: number[]) {
  const whole = quantileBorders(values.map(Math.abs), MIDDLE + 1).map((border) => Math.ceil(border) - 0.5);
  const borders = [...new Set(whole)];
  const spread = MIDDLE / Math.max(1, borders.length);
  return (value: number) => MIDDLE + Math.sign(value) * Math.round(stepOf(Math.abs(value), borders) * spread);
}

function legend(cells: HeatmapCell[], levelOf: (value: number) => number): HeatStep[] {
  const steps = new Map<number, HeatStep>();
  for (const { value } of [...cells].sort((a, b) => a.value! - b.value!)) {
    const level = levelOf(value!);
    const step = steps.get(level);
    if (step) Object.assign(step, { to: value!, cells: step.cells + 1 });
    else steps.set(level, { level, from: value!, to: value!, cells: 1 });
  }
  return [...steps.values()];
}
