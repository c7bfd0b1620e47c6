import type { AttemptRow } from '../../contracts/index.ts';
import type { Parameters } from '../parameters.ts';
import type { Run } from '../version.ts';

/** One attempt, with the instant that the next page goes on from. */
export type PagedAttempt = AttemptRow & { attempted_us: number };

/** A page of attempts, newest first. */
export const attempts = (run: Run, parameters: Parameters) => run<PagedAttempt>('attempts', parameters);
