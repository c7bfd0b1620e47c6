import { THIN_CELL, type HeatmapAnswer, type HeatmapCell } from '../contracts/index.ts';
import { linearBorders, quantileBorders, readingsOf, stepOf, type Reading } from './quantiles.ts';
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

/** Whether a cell, or the one that it is compared with, has too few settled attempts for its figure to say much. */
export const isThin = (cell: { settled: number; compared_settled?: number | null }) =>
  cell.settled < THIN_CELL || (cell.compared_settled ?? THIN_CELL) < THIN_CELL;

/** Whether values lie on both sides of a zero that means "as usual" or "as before". */
export const isDiverging = ({ metric, isChange }: Coloured) => metric === 'excess' || isChange === true;

/** The colours of an answer, by level. */
export const rampOf = (answer: Coloured, tokens: ChartTokens) =>
  isDiverging(answer) ? tokens.diverging : tokens.heat;

/**
 * Seven steps, around zero for `excess` and changes, judged by firm cells. Zero has a step of its own, and what reads alike
 * (`read` writes a size) looks alike: so no step says what another says.
 */
export function heatScale(
  answer: Coloured,
  spread: Spread = 'quantile',
  read: (size: number) => string = String,
): HeatScale {
  const valued = answer.cells.filter((cell) => cell.value !== null);
  const firm = valued.filter((cell) => !isThin(cell));
  const judged = firm.length > 0 ? firm : valued;
  const readings = readingsOf(
    judged.map(({ value }) => Math.abs(value!)),
    read,
  );
  const isNothing = ({ from }: Reading) => read(from) === read(0);
  const sizes = readings.filter((reading) => !isNothing(reading));
  const bound = farOut(sizes);
  const diverging = isDiverging(answer);
  const [zero, above] = diverging ? [MIDDLE, MIDDLE] : [0, LEVELS - 1];
  const borders =
    spread === 'linear'
      ? linearBorders(readings, inEqualSteps(bound, diverging))
      : diverging || sizes.length < readings.length
        ? [...sizes.slice(0, 1).map(({ from }) => from), ...quantileBorders(sizes, above)]
        : quantileBorders(sizes, LEVELS);
  const width = above / Math.max(1, borders.length);
  const levelOf = (value: number) =>
    zero + Math.sign(value) * Math.round(stepOf(Math.abs(value), borders) * width);
  const outliers = judged.filter(({ value }) => Math.abs(value!) > bound).length;
  return { steps: legend(judged, levelOf), levelOf, bound, outliers };
}

/**
 * Where outliers begin: Tukey's outer fence, upper quartile + 3 × interquartile range of the sizes that are not zero
 * (Exploratory Data Analysis, 1977), where the quartiles read alike + 3 × themselves; the largest size where none lies beyond.
 */
function farOut(sizes: readonly Reading[]): number {
  const count = sizes.reduce((sum, reading) => sum + reading.count, 0);
  const at = (part: number) => {
    let rank = Math.floor((count - 1) * part);
    for (const { to, count } of sizes) if ((rank -= count) < 0) return to;
    return 0;
  };
  const [lower, upper] = [at(0.25), at(0.75)];
  return Math.min(at(1), upper + 3 * (upper - lower || upper));
}

/** The borders of steps of the same width up to the bound; around zero the middle one lies on both sides of it. */
function inEqualSteps(bound: number, diverging: boolean): number[] {
  const above = diverging ? MIDDLE : LEVELS - 1;
  const width = (bound || 1) / (diverging ? MIDDLE + 0.5 : LEVELS);
  return Array.from({ length: above }, (_, step) => width * (diverging ? step + 0.5 : step + 1));
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
