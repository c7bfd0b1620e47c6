import { between } from './rng.ts';
import type { Random } from './rng.ts';
import { COMEBACK, FEEDBACK_EFFECT, FOLLOWS, PERSISTENCE, RETRY, RETRY_SECONDS } from './payers.ts';
import { balanceIsHidden } from './outcome.ts';
import type { Outcome } from './outcome.ts';
import type { Fault } from './faults.ts';
import type { Leaf, Rails } from './leaves.ts';
import { PLATFORM_MIX } from './rails.ts';
import { CAUSES } from './types.ts';
import type { Platform } from './types.ts';

/** The next attempt of the same order. */
export interface Retry {
  /** ms after the tap of the attempt before. */
  after: number;
  leaf: Leaf;
  platform: Platform;
  /** Chance that the same cause stops it again. */
  persistence: number;
}

/** Whether, when and how the payer tries again after a fault; null when he gives up. */
export function nextTry(
  random: Random,
  rails: Rails,
  leaf: Leaf,
  platform: Platform,
  { cause: index }: Fault,
  outcome: Outcome,
): Retry | null {
  const cause = CAUSES[index]!;
  const { retry, switch: switching } = RETRY[cause];
  let after: number;
  if (random() < retry * FEEDBACK_EFFECT[outcome.feedback]) {
    const [least, most] = RETRY_SECONDS;
    after = (outcome.latency ?? 0) + 1000 * least * (most / least) ** random();
  } else if (retry > 0 && random() < COMEBACK.share) after = 60_000 * between(random, ...COMEBACK.minutes);
  else return null;
  const switched = random() < switching;
  const next = switched ? rails.other(random, leaf, cause) : leaf;
  const [chance, minutes] = PERSISTENCE[cause];
  return {
    after: Math.ceil(after),
    leaf: next,
    platform: PLATFORM_MIX[next.channel][platform] === undefined ? next.platform(random) : platform,
    persistence: chance * Math.exp(-after / 60_000 / minutes) * (switched ? (FOLLOWS[cause] ?? 0) : 1),
  };
}

/** Was the payer stopped, as he sees it? So failures, and a low balance that the log leaves pending. */
export const stopped = (outcome: Outcome, leaf: Leaf, platform: Platform): boolean =>
  outcome.status === 'failed' || (outcome.status === 'pending' && balanceIsHidden(leaf, platform));
