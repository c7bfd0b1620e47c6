import { sumOf, type Leaf } from '../../../stats/leaf.ts';
import { smallestExcess } from '../../../stats/tails.ts';
import type { CommonKeys } from '../contracts/index.ts';
import { filterParameters } from './filters.ts';
import { threshold } from './queries/thresholds.ts';
import type { Lease } from './version.ts';

const RAIL = ['channel', 'bank', 'method'] as const;

/** The kind of slice that filters name, as the detection calls it. */
function kindOf(keys: CommonKeys) {
  const isOne = (name: 'campus_id' | 'building_id' | (typeof RAIL)[number]) => keys[name]?.length === 1;
  const level = isOne('building_id') ? 'building' : isOne('campus_id') ? 'campus' : 'any';
  return { level, rail: RAIL.filter(isOne).join(' ') };
}

/** What an excess must be above to be an incident where a question looks, in nats; null where nothing was learned. */
export async function thresholdOf(lease: Lease, keys: CommonKeys): Promise<number | null> {
  if (!lease.version.martSizes.has('mart_thresholds')) return null;
  return threshold(lease.run, { category: filterParameters(keys).category ?? null, ...kindOf(keys) });
}

/** Hours in which the smallest excess is told. */
const WITHIN = 2;

/**
 * The smallest excess within two hours that would have been told as an incident, of leaves that had so many hours. Hours stray for all of
 * them alike, so that their spreads do not even out.
 */
export function smallestIn(leaves: readonly Leaf[], hours: number, nats: number): number {
  const shape = leaves.reduce((least, leaf) => Math.min(least, leaf.shape), Infinity);
  return smallestExcess(sumOf(leaves).expected * Math.min(1, WITHIN / Math.max(1, hours)), 1 / shape, nats);
}
