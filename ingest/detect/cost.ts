import { KINDS, type Slices } from './slices.ts';

/** Share of the alarm budget that a kind of slice may spend, by how far place and rail are fixed. */
const BY_PLACE = { any: 1, campus: 1, building: 1 } as const;
const BY_DEPTH = [0.5, 1, 0.3, 0.05] as const;

/** What a category favours: trouble of the network lies in places, trouble of channels and banks in rails. */
const FAVOURED: Record<string, 'place' | 'rail'> = {
  network: 'place', timeout: 'rail', channel_error: 'rail', risk_or_limit: 'rail', authentication: 'rail', account_state: 'rail', merchant_config: 'rail',
}; // prettier-ignore
const NOT_FAVOURED = 0.25;

/** Slices of each kind that leaves belong to. */
export function countKinds({ ofLeaf, kind }: Slices, leaves: Set<number>): number[] {
  const slices = new Set<number>();
  for (const leaf of leaves)
    for (let k = 0; k < KINDS.length; k++) slices.add(ofLeaf[leaf * KINDS.length + k]!);
  const sizes = KINDS.map(() => 1);
  for (const slice of slices) if (slice >= 0) sizes[kind[slice]!]! += 1;
  return sizes;
}

/** Nats that an excess of a category must pay to be blamed on each slice: ln(slices of its kind ÷ the kind's share). */
export function sliceCosts(slices: Slices, sizes: number[], category: string): Float64Array {
  const favoured = FAVOURED[category];
  const weights = KINDS.map(({ place, rail, depth }) => {
    const is = place === 'any' ? (rail.length > 0 ? 'rail' : 'whole') : rail.length > 0 ? 'both' : 'place';
    const fits = favoured === undefined || is === favoured || is === 'whole';
    return BY_DEPTH[depth]! * BY_PLACE[place] * (fits ? 1 : NOT_FAVOURED);
  });
  const total = weights.reduce((sum, it) => sum + it, 0);
  return Float64Array.from(slices.kind, (kind) => Math.log((sizes[kind]! * total) / weights[kind]!));
}
