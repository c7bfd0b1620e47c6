import type { AttemptRow } from '../../contracts/index.ts';

const MINUTE = 60_000;
/** The stock of a failed order is held this long. */
export const RECOVERY_WINDOW = 15 * MINUTE;
/** An order without success for this long is lost. */
export const LOST_AFTER = 24 * 60 * MINUTE;
/** Feedback later than this after the failure is late. */
export const LATE_FEEDBACK = 500;

/** How an order ended, with the milliseconds from its first failure to its success. */
export type Outcome =
  { kind: 'paid' | 'lost' | 'immature' | 'open' } | { kind: 'recovered' | 'recovered_late'; after: number };

/** An attempt with what came before it. */
export interface Step {
  attempt: AttemptRow;
  /** Milliseconds since the attempt before; null for the first. */
  gap: number | null;
  /** The channel of the attempt before, where this one took another. */
  switchedFrom: string | null;
  /** Milliseconds from the failure (its result, not the tap) to the moment when the payer was told. */
  toldAfter: number | null;
}

const at = (attempt: AttemptRow) => Date.parse(attempt.attempted_at);

/** The attempts of an order in the order in which they happened. */
export function stepsOf(attempts: readonly AttemptRow[]): Step[] {
  const sorted = [...attempts].sort((a, b) => at(a) - at(b) || a.attempt_no - b.attempt_no);
  return sorted.map((attempt, index) => {
    const before = sorted[index - 1];
    return {
      attempt,
      gap: before ? at(attempt) - at(before) : null,
      switchedFrom: before && before.channel !== attempt.channel ? before.channel : null,
      toldAfter: attempt.feedback_at
        ? Date.parse(attempt.feedback_at) - at(attempt) - (attempt.latency_ms ?? 0)
        : null,
    };
  });
}

/** Whether the order was paid, and how long after its first failure; a young order is not judged. */
export function outcomeOf(steps: readonly Step[], dataThrough: string | null): Outcome {
  const attempts = steps.map((step) => step.attempt);
  const failed = attempts.find((attempt) => attempt.status === 'failed');
  const paidBefore = attempts.some((one) => one.status === 'succeeded' && (!failed || at(one) < at(failed)));
  if (paidBefore) return { kind: 'paid' };
  if (!failed) return { kind: 'open' };
  const paid = attempts.find((attempt) => attempt.status === 'succeeded');
  const after = paid ? at(paid) - at(failed) : Infinity;
  if (after <= RECOVERY_WINDOW) return { kind: 'recovered', after };
  if (after <= LOST_AFTER) return { kind: 'recovered_late', after };
  const mature = dataThrough !== null && Date.parse(dataThrough) >= at(failed) + LOST_AFTER;
  return { kind: mature ? 'lost' : 'immature' };
}
