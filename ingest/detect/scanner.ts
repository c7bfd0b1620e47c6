import type { Baseline, Scratch } from './baseline.ts';
import { rowOf, type Bins } from './bins.ts';
import { liftAt, liftsOn, type Day, type Effects } from './effects.ts';
import { makeHabits, type Habits } from './habits.ts';
import { makeGrid, type Grid } from './grid.ts';
import type { Incident } from './incident.ts';
import { ALL_RAILS, KINDS, type Slices } from './slices.ts';
import { makeRings, type Rings } from './windows.ts';
import type { World } from './world.ts';

/** What the detector may spend and say. */
export interface Tuning {
  /** Nats of surprise above which an excess is an incident; see docs/decisions/detection.md. */
  threshold: number;
}

/** What a week began with, and the levels of its days since: the rings are filled from these. */
export interface Began {
  /** The first bin. */
  bin: number;
  level: Float64Array;
  lifts: Float64Array[];
  effects: Effects;
  since: { bin: number; level: Float64Array }[];
}

/** Everything the detector remembers from one five minutes to the next. */
export interface Scanner {
  world: World;
  slices: Slices;
  bins: Bins;
  grid: Grid;
  tuning: Tuning;
  rings: Rings;
  /** Nats to pay, [category][slice]. */
  costs: Float64Array[];
  /** The slice that holds everything. */
  whole: number;
  /** The place of a slice that is one with all its rails; -1 of any other. */
  placeOfSlice: Int32Array;
  baseline: Baseline | undefined;
  /** How failures stand to the baseline lately, [campus × category]. */
  level: Float64Array;
  /** What each occasion of the calendar is known to do to today's failures, [campus × category]. */
  lifts: Float64Array[];
  /** Undefined until something is learned. */
  began: Began | undefined;
  habits: Habits;
  days: Day[];
  today: Day | undefined;
  effects: Effects;
  open: Incident[];
  closed: Incident[];
  scratch: Scratch;
  /** Expected and seen failures of the leaf at hand, by category. */
  usual: Float64Array;
  seen: Float64Array;
}

function placesOf({ placeOf }: World, { scope, ofLeaf }: Slices): Int32Array {
  const places = new Int32Array(scope.length).fill(-1);
  for (const [leaf, place] of placeOf.entries()) {
    const slice = ofLeaf[leaf * KINDS.length + ALL_RAILS.building]!;
    if (slice >= 0) places[slice] = place;
  }
  return places;
}

/** A scanner that has seen nothing. */
export function makeScanner(world: World, slices: Slices, bins: Bins, tuning: Tuning): Scanner {
  const C = world.categories.length;
  return {
    world, slices, bins, tuning,
    grid: makeGrid(world, bins),
    rings: makeRings(slices, C),
    costs: [],
    whole: slices.find({}) ?? 0,
    placeOfSlice: placesOf(world, slices),
    baseline: undefined,
    level: new Float64Array(world.campuses.length * C).fill(1),
    lifts: [],
    began: undefined,
    habits: makeHabits(slices, C),
    days: [], today: undefined, effects: [], open: [], closed: [], scratch: {},
    usual: new Float64Array(C), seen: new Float64Array(C),
  }; // prettier-ignore
}

/** Puts into `usual` the failures expected of n settled attempts like those of a row. */
export function expect(
  { world, grid, baseline, level, usual }: Scanner,
  row: number,
  leaf: number,
  n: number,
): void {
  if (baseline === undefined) return;
  const C = usual.length;
  const cell = grid.cellOf[row]!;
  const [place, rail, campus] = [
    grid.placeGroup[cell]! * C,
    grid.railGroup[cell]! * C,
    world.campusOf[leaf]! * C,
  ];
  for (let c = 0; c < C; c++)
    usual[c] = n * baseline.placeRate[place + c]! * baseline.railFactor[rail + c]! * level[campus + c]!;
}

/** Takes in the rows of one leaf and bin, `usual` and `seen` then hold its sums; gives the row after them. */
export function takeLeaf(scanner: Scanner, row: number, to: number): number {
  const { bins, seen } = scanner;
  const [bin, leaf] = [bins.bin[row]!, bins.leaf[row]!];
  seen.fill(0);
  let n = 0;
  let next = row;
  for (; next < to && bins.bin[next] === bin && bins.leaf[next] === leaf; next++) {
    n += bins.settled[next]!;
    const c = bins.category[next]!;
    if (c >= 0) seen[c]! += bins.settled[next]!;
  }
  expect(scanner, row, leaf, n);
  scanner.rings.add(bin, leaf, scanner.usual, seen);
  return next;
}

/** Fills the rings with what a new baseline makes of the three days before a row, each at what the calendar does to it. */
function refill(scanner: Scanner, row: number, { level, lifts, effects }: Began): void {
  const { bins, rings, world } = scanner;
  const since = bins.bin[row]! - 72 * 12;
  let from = row;
  while (from > 0 && bins.bin[from - 1]! >= since) from--;
  rings.clear();
  for (let at = from; at < row;) {
    const then = liftsOn(effects, world, bins.date[at]!);
    scanner.level = level.map((it, index) => (it * liftAt(then, index)) / liftAt(lifts, index));
    const date = bins.date[at];
    while (at < row && bins.date[at] === date) at = takeLeaf(scanner, at, row);
  }
}

/** Fills the rings again as they are at a row: as the week began, then day by day at the level of each. */
export function refillTo(scanner: Scanner, row: number): void {
  const { bins, began, level } = scanner;
  if (began === undefined) return;
  const days = [began, ...began.since];
  const first = rowOf(bins, began.bin);
  refill(scanner, first, began);
  for (let at = first, day = 0; at < row;) {
    while (day + 1 < days.length && bins.bin[at]! >= days[day + 1]!.bin) day++;
    scanner.level = days[day]!.level;
    at = takeLeaf(scanner, at, row);
  }
  scanner.level = level;
}

/** Calls back for every slice that a leaf belongs to. */
export function eachSlice({ slices }: Scanner, leaf: number, work: (slice: number) => void): void {
  for (let kind = 0; kind < KINDS.length; kind++) {
    const slice = slices.ofLeaf[leaf * KINDS.length + kind]!;
    if (slice >= 0) work(slice);
  }
}
