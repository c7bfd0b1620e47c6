import { deserialize, serialize } from 'node:v8';
import type { Baseline } from './baseline.ts';
import { sliceCosts } from './cost.ts';
import type { Day, Effects } from './effects.ts';
import type { Incident, Sums } from './incident.ts';
import type { Habits } from './habits.ts';
import type { Began, Scanner } from './scanner.ts';
import { scopeText } from './slices.ts';
import { DAY_KINDS, HALF_HOURS, type World } from './world.ts';

/** The scanner's memory as it is kept: numbers stand for what `leaves`, `places`, `rails` and `campuses` list. */
interface Saved {
  categories: readonly string[];
  campuses: string[];
  leaves: string[];
  places: string[];
  rails: string[];
  sizes: number[];
  baseline: Baseline | undefined;
  level: Float64Array;
  lifts: Float64Array[];
  began: Began | undefined;
  habits: Habits;
  slices: string[];
  days: Day[];
  today: Day | undefined;
  effects: Effects;
  open: Incident[];
  closed: Incident[];
}

const placesOf = ({ places, campuses }: World) =>
  places.map(({ campus, building_id }) => JSON.stringify([campuses[campus] ?? '', building_id]));
const railsOf = ({ rails }: World) =>
  rails.map(({ channel, bank, method }) => JSON.stringify([channel, bank, method]));

/** A scanner's memory between two bins. */
export function save(scanner: Scanner, sizes: number[]): Uint8Array {
  const { world, baseline, level, lifts, began, habits, days, today, effects, open, closed } = scanner;
  const saved: Saved = {
    categories: world.categories, campuses: world.campuses, leaves: world.leaves.key,
    places: placesOf(world), rails: railsOf(world), slices: scanner.slices.scope.map(scopeText), sizes,
    baseline, level, lifts, began, habits, days, today, effects, open, closed,
  }; // prettier-ignore
  return serialize(saved);
}

/** Blocks of values in another order; what is new gets the block that `fallback` names, or nothing. */
function reorder(
  values: Float64Array,
  block: number,
  from: string[],
  to: string[],
  fallback: (name: string) => string,
) {
  const known = new Map(from.map((name, index) => [name, index]));
  const made = new Float64Array(to.length * block);
  for (const [index, name] of to.entries()) {
    const at =
      known.get(name) ?? known.get(fallback(name)) ?? known.get('["",""]') ?? known.get('["","",""]');
    if (at !== undefined) made.set(values.subarray(at * block, (at + 1) * block), index * block);
  }
  return made;
}

const plain = () => '';
const fallbackPlace = (name: string) => JSON.stringify([(JSON.parse(name) as string[])[0], '']);
const fallbackRail = (name: string) => JSON.stringify([(JSON.parse(name) as string[])[0], '', '']);

/** Puts a saved memory into a scanner, whose world may have more places and rails. Gives false where categories differ. */
export function restore(scanner: Scanner, bytes: Uint8Array): boolean {
  const saved = deserialize(bytes) as Saved;
  const { world, slices } = scanner;
  if (JSON.stringify(saved.categories) !== JSON.stringify(world.categories)) return false;
  if (JSON.stringify(saved.campuses) !== JSON.stringify(world.campuses)) return false;
  const C = world.categories.length;
  const half = HALF_HOURS * C;
  const { places, rails } = { places: placesOf(world), rails: railsOf(world) };
  const learned = new Set([...(saved.baseline?.leaves ?? [])].map((leaf) => saved.leaves[leaf]));
  scanner.baseline = saved.baseline && {
    ...saved.baseline,
    placeRate: reorder(
      saved.baseline.placeRate,
      DAY_KINDS.length * half,
      saved.places,
      places,
      fallbackPlace,
    ),
    railFactor: reorder(saved.baseline.railFactor, half, saved.rails, rails, fallbackRail),
    busy: reorder(saved.baseline.busy, C, saved.places, places, plain),
    leaves: new Set(world.leaves.key.flatMap((key, leaf) => (learned.has(key) ? leaf : []))),
  };
  const renumber = ({ seen, usual, settled }: Sums): Sums => ({
    seen: reorder(seen, 1, saved.leaves, world.leaves.key, plain),
    usual: reorder(usual, 1, saved.leaves, world.leaves.key, plain),
    settled: reorder(settled, 1, saved.leaves, world.leaves.key, plain),
  });
  const texts = slices.scope.map(scopeText);
  const ofSlices = (values: Float64Array) => {
    const made = new Float64Array(texts.length * C);
    const known = new Map(saved.slices.map((text, index) => [text, index]));
    for (const [index, text] of texts.entries()) {
      const at = known.get(text);
      if (at !== undefined) made.set(values.subarray(at * C, (at + 1) * C), index * C);
    }
    return made;
  };
  const habits: Habits = {
    ...saved.habits,
    seen: saved.habits.seen.map(ofSlices), usual: saved.habits.usual.map(ofSlices),
    daySeen: ofSlices(saved.habits.daySeen), dayUsual: ofSlices(saved.habits.dayUsual),
  }; // prettier-ignore
  const incident = (it: Incident): Incident => ({
    ...it,
    slice: slices.find(it.scope) ?? 0,
    sums: it.sums && renumber(it.sums),
    pending: it.pending && renumber(it.pending),
  });
  Object.assign(scanner, {
    costs: world.categories.map((category) => sliceCosts(slices, saved.sizes, category)),
    level: saved.level, lifts: saved.lifts, began: saved.began, habits, days: saved.days, today: saved.today, effects: saved.effects,
    open: saved.open.map(incident), closed: saved.closed.map(incident),
  }); // prettier-ignore
  return true;
}
