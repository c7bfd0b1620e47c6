import { availableParallelism, cpus } from 'node:os';

/** One measured figure; `ratio` is to a baseline measured in the same run, so that machines can be compared. */
export interface Figure {
  name: string;
  value: number;
  unit: string;
  ratio?: number;
  baseline?: string;
  /** What the project asks of the value: at most so much. */
  at_most?: number;
}

/** Prints on what the figures that follow were measured. */
export function reportMachine(more: Record<string, string | number> = {}): void {
  const machine = { cpu: cpus()[0]?.model.trim(), cores: availableParallelism(), node: process.version };
  process.stdout.write(`${JSON.stringify({ machine: { ...machine, ...more } })}\n`);
}

/** Prints a figure as one line of JSON. */
export function report(figure: Figure): void {
  const round = (value: number) => Number(value.toPrecision(4));
  const ratio = figure.ratio === undefined ? {} : { ratio: round(figure.ratio) };
  process.stdout.write(`${JSON.stringify({ ...figure, value: round(figure.value), ...ratio })}\n`);
}

/** The value below which a share `p` of the values lies (nearest rank). */
export function quantile(values: number[], p: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil(p * sorted.length) - 1)] ?? Number.NaN;
}

/** The middle value. */
export function median(values: number[]): number {
  return quantile(values, 0.5);
}
