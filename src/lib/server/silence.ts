import { learnedVariance } from '../../../stats/learned.ts';
import { smallestExcess, TOLD_HOURS } from '../../../stats/tails.ts';
import type { CommonKeys } from '../contracts/index.ts';
import { thresholds, type Threshold } from './queries/thresholds.ts';
import type { Times } from './times.ts';
import type { Lease } from './version.ts';

const RAIL = ['channel', 'bank', 'method'] as const;

/** The kind of slice that filters name, as the detection calls it. */
function kindOf(keys: CommonKeys) {
  const isOne = (name: 'campus_id' | 'building_id' | (typeof RAIL)[number]) => keys[name]?.length === 1;
  const level = isOne('building_id') ? 'building' : isOne('campus_id') ? 'campus' : 'any';
  return { level, rail: RAIL.filter(isOne).join(' ') };
}

/** What an excess must be above where a question looks; undefined unless it is of one category and of what is watched, as every incident is. */
export async function thresholdOf(
  lease: Lease,
  keys: CommonKeys,
  { from_time, to_time }: Times,
): Promise<Threshold | undefined> {
  const isWatched = !keys.network_type?.length && !keys.platform?.length;
  if (keys.category?.length !== 1 || !isWatched || !lease.version.martSizes.has('mart_thresholds'))
    return undefined;
  const { category } = keys;
  return thresholds(lease.run, { category, ...kindOf(keys), from_time, to_time });
}

/** The smallest excess within two hours that would have been told as an incident, where so many failures are usual in so many hours. */
export function smallestIn(expected: number, hours: number, found: Threshold | undefined): number | null {
  const { threshold, spread, learned_days } = found ?? {};
  if (threshold == null || spread == null || learned_days == null) return null;
  const usual = expected * Math.min(1, TOLD_HOURS / Math.max(1, hours));
  return smallestExcess(
    usual,
    spread + learnedVariance(usual, TOLD_HOURS * 12, Math.max(1, learned_days)),
    threshold,
  );
}
