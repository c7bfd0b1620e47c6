import type { Parameters } from '../parameters.ts';
import type { Run } from '../version.ts';

/** What the surprise of an excess must be above to be an incident, in nats, how failures spread, and for how long that was learned; null before anything was learned. */
export interface Threshold {
  threshold: number | null;
  spread: number | null;
  learned_days: number | null;
}

/** The threshold of one category and kind of slice. */
export async function thresholds(run: Run, parameters: Parameters): Promise<Threshold | undefined> {
  return (await run<Threshold>('thresholds', parameters))[0];
}
