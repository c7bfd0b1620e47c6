import { dateAfter } from './days.ts';
import { KINDS, type Kind, type WorldSpec } from './types.ts';

/**
 * The worlds of each set: what a detector is tuned on, calibrated on, and tested on. Their seeds have nothing in common;
 * a digit a world says how many campuses it has.
 */
const PLANS: Record<string, { seed: number; campuses: string; kinds: Kind[] }> = {
  tune: { seed: 11_000, campuses: '222322', kinds: ['plain', 'hours', 'storms', 'growth', 'overlap', 'quiet'] },
  calibrate: { seed: 23_000, campuses: '2131', kinds: ['plain', 'plain', 'gaps', 'quiet'] },
  test: {
    seed: 47_000,
    campuses: '21321231213213',
    kinds: [
      'plain', 'plain', 'plain', 'plain', 'plain',
      'hours', 'storms', 'gaps', 'growth', 'renamed', 'exams', 'overlap',
      'quiet', 'quiet',
    ],
  },
}; // prettier-ignore

/** The names of the sets. */
export const SETS = Object.keys(PLANS);

/** The worlds of a set; every third is of 70 days, the others of 92. */
export function worldsOf(set: string): WorldSpec[] {
  const plan = PLANS[set];
  if (plan === undefined) throw new RangeError(`no such set: ${set}; there are ${SETS.join(', ')}`);
  return plan.kinds.map((kind, i) => {
    const seed = plan.seed + 101 * (i + 1) + KINDS.indexOf(kind);
    return {
      name: `${set}-${String(i + 1).padStart(2, '0')}-${kind}`,
      kind,
      seed,
      days: i % 3 === 2 ? 70 : 92,
      from: dateAfter('2026-01-05', (seed * 13) % 150),
      campuses: Number(plan.campuses[i]),
      attemptsPerDay: 22_800,
    };
  });
}
