import type { Grid } from './grid.ts';
import { DAY_KINDS, HALF_HOURS, type World } from './world.ts';

/** A cell's coordinates; what is not known when learning has a negative number. */
export interface At {
  place: number;
  campus: number;
  kind: number;
  half: number;
  rail: number;
  channel: number;
}

/** One factor of the model: which number a cell has in it, and the pseudo-count that draws it towards 1. */
interface Shape {
  side: 'place' | 'rail';
  pseudo: number;
  number(at: At): number;
}

const K = DAY_KINDS.length;

/** The factors, coarse before fine. */
const SHAPES: readonly Shape[] = [
  { side: 'place', pseudo: 0.5, number: () => 0 },
  { side: 'place', pseudo: 10, number: ({ campus }) => campus },
  { side: 'rail', pseudo: 5, number: ({ channel }) => channel },
  { side: 'rail', pseudo: 5, number: ({ rail }) => rail },
  { side: 'place', pseudo: 10, number: ({ half }) => half },
  { side: 'place', pseudo: 10, number: ({ kind }) => kind },
  { side: 'place', pseudo: 15, number: ({ campus, half }) => campus * HALF_HOURS + half },
  { side: 'place', pseudo: 15, number: ({ campus, kind, half }) => (campus * K + kind) * HALF_HOURS + half },
  { side: 'place', pseudo: 8, number: ({ place }) => place },
  { side: 'place', pseudo: 10, number: ({ place, half }) => place * 24 + (half >> 1) },
  { side: 'rail', pseudo: 15, number: ({ rail, half }) => rail * 24 + (half >> 1) },
];

/** A factor as it is fitted: values by [number × category], and each cell's number. */
export interface Part extends Shape {
  of: Int32Array;
  values: Float64Array;
}

/** All factors at 1. */
export function makeParts({ places, rails }: World, grid: Grid, C: number): Part[] {
  return SHAPES.map((shape) => {
    const of = Int32Array.from({ length: grid.cells }, (_, cell) => {
      const [place, rail] = [grid.place[cell]!, grid.rail[cell]!];
      const { campus } = places[place]!;
      const channel = rails[rail]!.channelNumber;
      return shape.number({ place, campus, kind: grid.kind[cell]!, half: grid.half[cell]!, rail, channel });
    });
    const size = of.reduce((most, it) => Math.max(most, it), 0) + 1;
    return { ...shape, of, values: new Float64Array(size * C).fill(1) };
  });
}

/** The product of one side's factors for a category; what was never seen when learning counts as 1. */
export function productAt(parts: Part[], side: Shape['side'], at: At, c: number, C: number): number {
  let product = 1;
  for (const part of parts) {
    if (part.side !== side) continue;
    const number = part.number(at);
    product *= (number < 0 ? undefined : part.values[number * C + c]) ?? 1;
  }
  return product;
}

/** Times that every factor is fitted. */
const PASSES = 2;

/**
 * Fits the factors to failures X at exposure N, both [cell × category], one after the other
 * (iterative proportional fitting).
 */
export function fitParts(parts: Part[], N: Float64Array, X: Float64Array, C: number): void {
  const E = N.slice();
  const cells = N.length / C;
  const scale = (of: Int32Array, by: Float64Array) => {
    for (let cell = 0; cell < cells; cell++)
      for (let c = 0; c < C; c++) E[cell * C + c]! *= by[of[cell]! * C + c]!;
  };
  const margin = (of: Int32Array, values: Float64Array, size: number) => {
    const sums = new Float64Array(size);
    for (let cell = 0; cell < cells; cell++) {
      const [group, at] = [of[cell]! * C, cell * C];
      for (let c = 0; c < C; c++) sums[group + c]! += values[at + c]!;
    }
    return sums;
  };
  const seen = parts.map(({ of, values }) => margin(of, X, values.length));
  for (const { of, values } of parts) scale(of, values);
  for (let pass = 0; pass < PASSES; pass++)
    for (const [index, { of, values, pseudo }] of parts.entries()) {
      const usual = margin(of, E, values.length);
      const change = values.map((old, at) => {
        values[at] = (seen[index]![at]! + pseudo) / (usual[at]! / old + pseudo);
        return values[at]! / old;
      });
      scale(of, change);
    }
}
