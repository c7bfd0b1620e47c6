import type { Grid } from './grid.ts';
import { DAY_KINDS, HALF_HOURS, type World } from './world.ts';

/** A group's coordinates; what a fallback leaves open has a negative number. */
interface At {
  place: number;
  campus: number;
  kind: number;
  half: number;
  rail: number;
  channel: number;
}

/** One factor of the model: which number a group has in it, and the pseudo-count that draws it towards 1. */
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

/** A factor as it is fitted: values by [number × category], and each group's number. */
interface Part extends Shape {
  of: Int32Array;
  values: Float64Array;
}

/** The product of one side's factors, [group × category]: what the model says of a place or a rail. */
export type Products = Record<Shape['side'], Float64Array>;

/** The model: its factors in the order in which they are fitted, and their products. */
export interface Model {
  parts: Part[];
  products: Products;
}

function placeGroups({ places }: World): At[] {
  return places.flatMap(({ campus }, place) =>
    DAY_KINDS.flatMap((_, kind) =>
      Array.from({ length: HALF_HOURS }, (_, half) => ({ place, campus, kind, half, rail: -1, channel: -1 })),
    ),
  );
}

function railGroups({ rails }: World): At[] {
  const none = { place: -1, campus: -1, kind: -1 };
  return rails.flatMap(({ channelNumber: channel }, rail) =>
    Array.from({ length: HALF_HOURS }, (_, half) => ({ ...none, half, rail, channel })),
  );
}

/** A model whose factors are all 1. */
export function makeModel(world: World, C: number): Model {
  const groups = { place: placeGroups(world), rail: railGroups(world) };
  const parts = SHAPES.map((shape) => {
    const of = Int32Array.from(groups[shape.side], shape.number);
    const size = of.reduce((most, it) => Math.max(most, it), 0) + 1;
    return { ...shape, of, values: new Float64Array(size * C).fill(1) };
  });
  const ones = (side: Shape['side']) => new Float64Array(groups[side].length * C).fill(1);
  return { parts, products: { place: ones('place'), rail: ones('rail') } };
}

/** Times that every factor is fitted. */
const PASSES = 2;

/** Sums of cells by one side's groups, each cell times the other side's product. */
function byGroup(
  values: Float64Array,
  of: Int32Array,
  size: number,
  C: number,
  times?: [Int32Array, Float64Array],
) {
  const sums = new Float64Array(size);
  for (let cell = 0; cell < of.length; cell++) {
    const [group, at] = [of[cell]! * C, cell * C];
    if (times === undefined) {
      for (let c = 0; c < C; c++) sums[group + c]! += values[at + c]!;
      continue;
    }
    const other = times[0][cell]! * C;
    for (let c = 0; c < C; c++) sums[group + c]! += values[at + c]! * times[1][other + c]!;
  }
  return sums;
}

function byNumber({ of, values }: Part, groups: Float64Array, C: number): Float64Array {
  const sums = new Float64Array(values.length);
  for (let group = 0; group < of.length; group++) {
    const [number, at] = [of[group]! * C, group * C];
    if (number >= 0) for (let c = 0; c < C; c++) sums[number + c]! += groups[at + c]!;
  }
  return sums;
}

/**
 * Fits the factors to failures X at exposure N, both [cell × category], one after the other (iterative proportional
 * fitting). The factors of one side do not change what the other side makes of a cell, so cells are summed up again
 * only where the sides change.
 */
export function fit(
  { parts, products }: Model,
  grid: Grid,
  N: Float64Array,
  X: Float64Array,
  C: number,
): void {
  const cellsOf = { place: grid.placeGroup, rail: grid.railGroup };
  const seen = {
    place: byGroup(X, cellsOf.place, products.place.length, C),
    rail: byGroup(X, cellsOf.rail, products.rail.length, C),
  };
  const seenOf = parts.map((part) => byNumber(part, seen[part.side], C));
  let [exposed, expected]: [Shape['side'] | '', Float64Array] = ['', new Float64Array(0)];
  for (let pass = 0; pass < PASSES; pass++)
    for (const [index, part] of parts.entries()) {
      const { side, of, values, pseudo } = part;
      const product = products[side];
      if (exposed !== side) {
        const other = side === 'place' ? 'rail' : 'place';
        expected = byGroup(N, cellsOf[side], product.length, C, [cellsOf[other], products[other]]);
        for (let at = 0; at < product.length; at++) expected[at]! *= product[at]!;
        exposed = side;
      }
      const usual = byNumber(part, expected, C);
      const change = values.map((old, at) => {
        values[at] = (seenOf[index]![at]! + pseudo) / (usual[at]! / old + pseudo);
        return values[at]! / old;
      });
      for (let group = 0; group < of.length; group++) {
        const [number, at] = [of[group]! * C, group * C];
        if (number < 0) continue;
        for (let c = 0; c < C; c++) {
          product[at + c]! *= change[number + c]!;
          expected[at + c]! *= change[number + c]!;
        }
      }
    }
}
