import { THIN_CELL, type HeatmapAnswer, type HeatmapCell, type Metric } from '../contracts/index.ts';
import { quantileBorders, stepOf } from './quantiles.ts';
import type { ChartTokens } from './tokens.ts';

/** How values are spread over the colours: about as many cells in each step, or steps of the same width. */
export const SPREADS = ['quantile', 'linear'] as const;
export type Spread = (typeof SPREADS)[number];

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
  /** Values further from zero are outliers: they get a sign, and take no part in linear steps. */
  bound: number;
  /** How many cells lie beyond the bound. */
  outliers: number;
}

/** What is coloured: the answer's cells; with `isChange` they hold differences. */
export type Coloured = Pick<HeatmapAnswer, 'cells' | 'metric'> & { isChange?: boolean };

const LEVELS = 7;
const MIDDLE = (LEVELS - 1) / 2;
const RATIOS: readonly Metric[] = ['failure_rate', 'share', 'latency_p95'];

/** Whether a cell, or the one that it is compared with, has too few settled attempts for its figure to say much. */
export const isThin = (cell: { settled: number; compared_settled?: number | null }) =>
  cell.settled < THIN_CELL || (cell.compared_settled ?? THIN_CELL) < THIN_CELL;

/** Whether values lie on both sides of a zero that means "as usual" or "as before". */
export const isDiverging = ({ metric, isChange }: Coloured) => metric === 'excess' || isChange === true;

/** The colours of an answer, by level. */
export const rampOf = (answer: Coloured, tokens: ChartTokens) =>
  isDiverging(answer) ? tokens.diverging : tokens.heat;

/** Seven steps, around zero for `excess` and changes; of ratios only firm cells count. */
export function heatScale(answer: Coloured, spread: Spread = 'quantile'): HeatScale {
  const valued = answer.cells.filter((cell) => cell.value !== null);
  const judges = RATIOS.includes(answer.metric) || answer.isChange;
  const firm = judges ? valued.filter((cell) => !isThin(cell)) : valued;
  const judged = firm.length > 0 ? firm : valued;
  const values = judged.map((cell) => cell.value!);
  const bound = farOut(values);
  const diverging = isDiverging(answer);
  const isWhole = answer.metric === 'excess' && !answer.isChange;
  const levelOf =
    spread === 'linear'
      ? inEqualSteps(bound, diverging)
      : diverging
        ? aroundZero(values, isWhole)
        : upwards(values);
  const outliers = judged.filter(({ value }) => Math.abs(value!) > bound).length;
  return { steps: legend(judged, levelOf), levelOf, bound, outliers };
}

/**
 * Where outliers begin: Tukey's outer fence, upper quartile + 3 × interquartile range of the sizes that are not zero
 * (Exploratory Data Analysis, 1977); the largest size where none lies beyond.
 */
function farOut(values: readonly number[]): number {
  const sizes = values
    .map(Math.abs)
    .filter((size) => size > 0)
    .sort((a, b) => a - b);
  const at = (part: number) => sizes[Math.floor((sizes.length - 1) * part)] ?? 0;
  const [lower, upper] = [at(0.25), at(0.75)];
  return Math.min(at(1), upper + 3 * (upper - lower) || Infinity);
}

function inEqualSteps(bound: number, diverging: boolean) {
  const width = bound > 0 ? bound / (diverging ? MIDDLE + 0.5 : LEVELS) : 1;
  if (!diverging) return (value: number) => Math.max(0, Math.min(LEVELS - 1, Math.floor(value / width)));
  return (value: number) => MIDDLE + Math.max(-MIDDLE, Math.min(MIDDLE, Math.round(value / width)));
}

function upwards(values: number[]) {
  const borders = quantileBorders(values, LEVELS);
  const spread = (LEVELS - 1) / Math.max(1, borders.length);
  return (value: number) => Math.round(stepOf(value, borders) * spread);
}

/** Steps on both sides of zero. Borders of counts lie between whole failures, so that what reads as 0 looks like 0. */
function aroundZero(values: number[], isWhole: boolean) {
  const sizes = quantileBorders(values.map(Math.abs), MIDDLE + 1);
  const borders = isWhole ? [...new Set(sizes.map((border) => Math.ceil(border) - 0.5))] : sizes;
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
