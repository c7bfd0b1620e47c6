import type { Parameters } from '../parameters.ts';
import type { Run } from '../version.ts';
import type { AttemptDay } from './attempt_days.ts';

/** The UTC dates with matching attempts of one order, newest first. */
export const attemptDaysOfOrder = (run: Run, parameters: Parameters) =>
  run<AttemptDay>('attempt_days_of_order', parameters);
