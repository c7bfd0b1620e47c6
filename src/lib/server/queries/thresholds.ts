import type { Parameters } from '../parameters.ts';
import type { Run } from '../version.ts';

/** What the surprise of an excess must be above to be an incident, in nats; null before anything was learned. */
export async function threshold(run: Run, parameters: Parameters): Promise<number | null> {
  return (await run<{ threshold: number | null }>('thresholds', parameters))[0]?.threshold ?? null;
}
