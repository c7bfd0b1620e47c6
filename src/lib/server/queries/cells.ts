import type { Metric } from '../../contracts/index.ts';
import type { Parameters } from '../parameters.ts';
import type { Run } from '../version.ts';

/** Attempts of one place in a table; row and column are text whatever their dimension. */
export interface CellRow {
  row: string | null;
  column: string | null;
  attempts: number;
  settled: number;
  failures: number;
  value: number | null;
}

const ESTIMATED = ['expected', 'excess', 'latency_p95'] as const satisfies readonly Metric[];

/** The metrics that need more than counts, */
export type EstimatedMetric = (typeof ESTIMATED)[number];
/** and those that are made from counts alone. */
export type CountedMetric = Exclude<Metric, EstimatedMetric>;

/** Whether counts alone make a metric. */
export const isCounted = (metric: Metric): metric is CountedMetric =>
  !ESTIMATED.some((one) => one === metric);

/** What a part of the attempts counts in one cell; amounts are hundredths of a yuan. */
export interface PartRow {
  row: string | null;
  column: string | null;
  part: string | null;
  attempts: number;
  settled: number;
  failures: number;
  failed_minor: number;
  lost_orders: number;
  lost_minor: number;
}

/** Counts attempts by two dimensions and part. */
export const cells = (run: Run, parameters: Parameters) => run<PartRow>('cells', parameters);
