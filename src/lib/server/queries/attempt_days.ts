import type { Parameters } from '../parameters.ts';
import type { Run } from '../version.ts';

/** How many matching attempts a UTC date has. */
export interface AttemptDay {
  utc_date: string;
  attempts: number;
}

/** The UTC dates with matching attempts, newest first, from a mart. */
export const attemptDays = (run: Run, parameters: Parameters) => run<AttemptDay>('attempt_days', parameters);
