import { KINDS, scopeText, type Scope, type Slices } from './slices.ts';
import { gain } from '../../stats/tails.ts';

/** Failures seen and expected, by leaf. */
export interface Tally {
  seen: Float64Array;
  usual: Float64Array;
}

/** A slice as an explanation of an excess. */
export interface Candidate {
  slice: number;
  scope: Scope;
  seen: number;
  usual: number;
  score: number;
}

/** Sums of a tally for every slice. */
export function sumSlices(slices: Slices, { seen, usual }: Tally): Tally {
  const sums = { seen: new Float64Array(slices.scope.length), usual: new Float64Array(slices.scope.length) };
  const K = KINDS.length;
  for (let leaf = 0; leaf < seen.length; leaf++) {
    if (seen[leaf] === 0 && usual[leaf] === 0) continue;
    for (let k = 0; k < K; k++) {
      const slice = slices.ofLeaf[leaf * K + k]!;
      if (slice < 0) continue;
      sums.seen[slice]! += seen[leaf]!;
      sums.usual[slice]! += usual[leaf]!;
    }
  }
  return sums;
}

/**
 * The slices by how well each explains the excess alone: the likelihood ratio inside (Neill 2009) less that of what
 * stays unexplained outside, less what its kind costs.
 */
export function localise(
  slices: Slices,
  tally: Tally,
  cost: (slice: number) => number,
  alpha: (slice: number) => number,
  level: (slice: number) => number = () => 1,
): Candidate[] {
  const sums = sumSlices(slices, tally);
  const whole = slices.find({}) ?? 0;
  const [X, E, wholeLevel] = [sums.seen[whole]!, sums.usual[whole]!, level(whole)];
  const found: Candidate[] = [];
  for (let slice = 0; slice < slices.scope.length; slice++) {
    const [seen, usual] = [sums.seen[slice]!, sums.usual[slice]!];
    const inside = gain(seen, usual * level(slice), alpha(slice));
    if (seen < 2 || inside <= 0) continue;
    const score =
      inside - gain(X - seen, Math.max((E - usual) * wholeLevel, 1e-6), alpha(whole)) - cost(slice);
    found.push({ slice, scope: slices.scope[slice]!, seen, usual, score });
  }
  const depth = ({ slice }: Candidate) => KINDS[slices.kind[slice]!]!.depth;
  return found.sort(
    (a, b) => b.score - a.score || depth(a) - depth(b) || (scopeText(a.scope) < scopeText(b.scope) ? -1 : 1),
  );
}
