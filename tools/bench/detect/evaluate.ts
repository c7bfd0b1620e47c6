import { tallyOf, thresholdsOf, type Tally } from './curve.ts';
import { SIZES, type Outcome } from './figures.ts';
import { lureOf } from './lures.ts';
import { match, type Alarm } from './match.ts';
import { ourAlarms, ourEffects, type Effect } from './ours.ts';
import { gridOf } from './rivals/grid.ts';
import { RIVALS } from './rivals/index.ts';
import { poissonScore } from './rivals/ordinary.ts';
import { joined, ringsOf } from './rivals/rival.ts';
import type { TrueIncident, Truth } from './worlds/types.ts';
import { withWorld } from './world.ts';

/** Name of the product's own detector among the methods. */
export const OURS = 'Payweather';

/** What one method did in one world: at its own threshold, and at each threshold of its sweep. */
export interface Result {
  outcome: Outcome;
  sweep: Tally[];
}

/** How clearly an incident stands out for one who knows its slice, its hours and what is usual there. */
export interface Findable {
  size: number;
  score: number;
}

/** The month end's true lift against the one that the product gives, over the days that it names; the worst campus. */
export interface Lift {
  world: string;
  truth: number;
  found: number | null;
}

/** One world, judged. */
export interface WorldResult {
  truth: Truth;
  /** By method; the product is absent where its pipeline writes no incidents. */
  results: Map<string, Result>;
  findable: Findable[];
  lift: Lift;
  /** For each false incident of the product, the kind of decoy that it fell for. */
  lures: string[];
}

/** The lowest threshold of the product's sweep, in the units of its score. */
export const OUR_LEAST = 4;

const findableOf = (incidents: readonly TrueIncident[]): Findable[] =>
  incidents.map(({ excess_failures: excess, expected_failures: expected }) => ({
    size: SIZES.findIndex(({ low, high }) => excess >= low && excess < high),
    score: poissonScore(Math.round(excess + expected), expected),
  }));

/** The mean factor over days to the month's end from `from` down to `to`. */
export function trueLift(profile: readonly number[], from: number, to: number): number {
  const days = Array.from({ length: from - to + 1 }, (_, i) => profile[to + i] ?? 1);
  return days.reduce((sum, it) => sum + it, 0) / days.length;
}

/** The learned lift that is furthest off, with the truth about the same days. */
export function liftOf({ month_ends: [end], spec }: Truth, effects: readonly Effect[]): Lift {
  const profile = end?.lift_by_days_to_month_end ?? [1];
  const lifts = effects.map(({ from, to, lift }) => ({ truth: trueLift(profile, from, to), found: lift }));
  lifts.sort((one, other) => Math.abs(other.found / other.truth - 1) - Math.abs(one.found / one.truth - 1));
  const [worst] = lifts;
  return { world: spec.name, ...(worst ?? { truth: trueLift(profile, profile.length - 1, 0), found: null }) };
}

/** Judges every method in the world of a folder. */
export const evaluate = (folder: string): Promise<WorldResult> =>
  withWorld(folder, async ({ truth, facts, board, database }) => {
    const { name, kind, days, from } = truth.spec;
    const results = new Map<string, Result>();
    const keep = (
      method: string,
      alarms: readonly Alarm[],
      sweep: (threshold: number) => Alarm[],
      least: number,
    ) =>
      results.set(method, {
        outcome: { world: name, kind, days, matching: match(alarms, facts, board) },
        sweep: thresholdsOf(least).map((it) => tallyOf(match(sweep(it), facts, board), days)),
      });
    const ours = await ourAlarms(database);
    if (ours !== null) keep(OURS, ours, (least) => ours.filter(({ score }) => score >= least), OUR_LEAST);
    const grid = await gridOf(database, Date.parse(`${from}T00:00:00+08:00`), days);
    for (const rival of RIVALS) {
      const rings = ringsOf(rival, grid);
      const at = (test: (ring: (typeof rings)[number]) => boolean) => joined(rings.filter(test), rival, grid);
      keep(
        rival.name,
        at(({ rings: rang }) => rang),
        (least) => at(({ score }) => score >= least),
        rival.least,
      );
    }
    const lift = liftOf(truth, await ourEffects(database));
    const wrong = results.get(OURS)?.outcome.matching.false ?? [];
    const lures = wrong.map((alarm) => lureOf(alarm, truth.decoys, board));
    return { truth, results, findable: findableOf(truth.incidents), lift, lures };
  });
