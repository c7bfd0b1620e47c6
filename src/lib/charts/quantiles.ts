/**
 * The lower borders of all steps but the first, so that each step holds about as many values.
 * Values that repeat cannot be told apart, so there may be fewer borders than asked for.
 */
export function quantileBorders(values: readonly number[], steps: number): number[] {
  const sorted = [...values].sort((a, b) => a - b);
  const borders = new Set<number>();
  for (let step = 1; step < steps; step++) {
    const border = sorted[Math.floor((sorted.length * step) / steps)];
    if (border !== undefined && border > sorted[0]!) borders.add(border);
  }
  return [...borders];
}

/** How many borders a value has reached: the number of its step, from 0. */
export const stepOf = (value: number, borders: readonly number[]) =>
  borders.filter((border) => border <= value).length;
