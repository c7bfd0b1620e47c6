import { between, choose, logNormal } from './rng.ts';
import type { Random } from './rng.ts';
import { FAILURE_LATENCY, LATENCY } from './rails.ts';
import { CANCEL, CONTRADICTION_SHARE, FEEDBACK, HIDDEN_PENDING_SHARE, PENDING_SHARE } from './payers.ts';
import { type FEEDBACK_EFFECT, UNREADABLE_SHARE } from './payers.ts';
import type { CodeBook, Words } from './codes.ts';
import type { Fault } from './faults.ts';
import type { Leaf } from './leaves.ts';
import { CAUSES } from './types.ts';
import type { Platform, Status } from './types.ts';

/** How an attempt ended, as the log tells it. Times in ms. */
export interface Outcome {
  status: Status;
  words: Words | null;
  /** From the tap to the result; null when no result came. */
  latency: number | null;
  /** From the tap to the writing of this state. */
  updated: number;
  /** From the tap to the payer being told; null when he is not. */
  told: number | null;
  toldBy: string;
  feedback: keyof typeof FEEDBACK_EFFECT;
}

/** The cashier closes an unpaid order after 15 min. */
const CLOSING = 15 * 60_000;
const feedbackChannel = choose(FEEDBACK.channels);

/** WeChat tells the merchant of a low balance only for payment codes ('' platform), not for orders in an app. */
export const balanceIsHidden = (leaf: Leaf, platform: Platform): boolean =>
  leaf.channel === 'wechat_pay' && platform !== '';

const quiet = (status: Status, latency: number | null, updated: number, words: Words | null): Outcome => ({
  status,
  words,
  latency,
  updated,
  told: null,
  toldBy: '',
  feedback: 'none',
});

const latencyOf = (random: Random, [median, sigma]: readonly [number, number]): number =>
  Math.round(logNormal(random, median, sigma));

/** How an attempt ends that nothing went wrong with: paid, cancelled by the payer, or left pending. */
export function settle(random: Random, book: CodeBook, leaf: Leaf): Outcome {
  const u = random();
  if (u < CANCEL.share) {
    const failed = random() < CANCEL.loggedAsFailed;
    const words = failed || random() < CANCEL.withCode ? book.cancelled(random, leaf.channel) : null;
    const latency = latencyOf(random, [6000, 0.6]);
    return quiet(failed ? 'failed' : 'cancelled', latency, latency + 120, words);
  }
  const latency = latencyOf(random, LATENCY[leaf.channel]);
  if (u < CANCEL.share + PENDING_SHARE) return quiet('pending', null, latency, null);
  return quiet('succeeded', latency, latency + Math.floor(between(random, 40, 400)), null);
}

/** The words of a failure: mostly what the dictionary lists for the cause, now and then something else. */
function wordsOf(random: Random, book: CodeBook, leaf: Leaf, platform: Platform, cause: number): Words {
  const u = random();
  if (u < CONTRADICTION_SHARE) return book.contradiction(random, leaf.channel);
  if (u < CONTRADICTION_SHARE + UNREADABLE_SHARE) return book.unreadable(random, leaf.channel);
  return book.failure(random, leaf.channel, platform, CAUSES[cause]!);
}

/** How an attempt ends that a fault stopped, with what the payer is told and when. */
export function fail(
  random: Random,
  book: CodeBook,
  leaf: Leaf,
  platform: Platform,
  { cause }: Fault,
): Outcome {
  const hidden = CAUSES[cause] === 'balance' && balanceIsHidden(leaf, platform);
  if (hidden && random() < HIDDEN_PENDING_SHARE)
    return quiet('pending', null, latencyOf(random, LATENCY[leaf.channel]), null);
  const shown = hidden ? CAUSES.indexOf('unpaid') : cause;
  const unpaid = CAUSES[shown] === 'unpaid';
  const words = wordsOf(random, book, leaf, platform, shown);
  const latency = latencyOf(random, FAILURE_LATENCY[CAUSES[shown]!] ?? LATENCY[leaf.channel]);
  const known = unpaid ? CLOSING + Math.floor(between(random, 0, 60_000)) : latency;
  const outcome = quiet(
    'failed',
    unpaid ? null : latency,
    known + Math.floor(between(random, 40, 400)),
    words,
  );
  if (random() >= (unpaid ? FEEDBACK.shareUnpaid : FEEDBACK.share)) return outcome;
  const fast = random() < FEEDBACK.fast;
  const delay = fast ? between(random, 60, 500) : 500 + logNormal(random, 2500, 0.8);
  return {
    ...outcome,
    told: known + Math.floor(delay),
    toldBy: feedbackChannel(random),
    feedback: fast ? 'fast' : 'late',
  };
}
