import { randomInt } from 'node:crypto';

/** How patiently a delivery is tried. */
export interface Patience {
  /** Attempts before it goes to the dead letters. */
  attempts: number;
  /** Time before the second attempt; it doubles with each. */
  first_ms: number;
  longest_ms: number;
}

/** Eight attempts over about an hour. */
export const PATIENCE: Patience = { attempts: 8, first_ms: 30_000, longest_ms: 30 * 60_000 };

/**
 * Time to wait after the n-th attempt failed: exponential, with up to a fifth more by chance, so that what failed
 * together is not tried together; never less than what the receiver asked for.
 */
export function waitAfter(attempt: number, { first_ms, longest_ms }: Patience, asked_ms = 0): number {
  const base = Math.min(first_ms * 2 ** (attempt - 1), longest_ms);
  return Math.max(base + randomInt(0, Math.floor(base / 5) + 1), asked_ms);
}
