import { choose, chooser, normal, stream } from './rng.ts';
import type { Random } from './rng.ts';
import { BANK_SIGMA, CHANNELS, KIND_CHANNEL, PLATFORM_MIX, RAIL_FACTOR } from './rails.ts';
import { CAMPUS_CARD_SHARE } from './payers.ts';
import { KIND_DEMAND } from './world.ts';
import { CAUSES } from './types.ts';
import type { BuildingKind, Cause, Channel, Platform } from './types.ts';

/** One way to pay: channel × method × bank. */
export interface Leaf {
  channel: Channel;
  method: string;
  /** '' where no bank shows. */
  bank: string;
  share: number;
  /** Factor on the chance of each cause. */
  factor: Float64Array;
  platform: (random: Random) => Platform;
}

/** The ways to pay, and who takes which. */
export interface Rails {
  leaves: readonly Leaf[];
  /** An ordinary choice at a kind of building. */
  at: Record<BuildingKind, (random: Random) => Leaf>;
  /** A way through another channel, chosen after `cause` stopped the way before. */
  other: (random: Random, before: Leaf, cause: Cause) => Leaf;
}

/** How a way to pay and its bank change the chance of every cause. */
function factors(channel: Channel, method: string, bankLevel: number): Float64Array {
  return Float64Array.from(CAUSES, (cause) => {
    const byChannel = RAIL_FACTOR[channel]?.[cause] ?? 1;
    const byMethod = RAIL_FACTOR[`method:${method}`]?.[cause] ?? 1;
    const byBank = cause === 'timeout' || cause === 'channel_error' ? bankLevel : 1;
    return byChannel * byMethod * byBank;
  });
}

/** Makes the ways to pay. The same seed gives the same ones. */
export function makeRails(seed: number): Rails {
  const leaves = (Object.keys(CHANNELS) as Channel[]).flatMap((channel) =>
    Object.entries(CHANNELS[channel].methods).flatMap(([method, { share, banks }]) => {
      const all = Object.values(banks).reduce((a, b) => a + b, 0);
      return Object.entries(banks).map(([bank, weight]): Leaf => {
        const level = bank === '' ? 1 : Math.exp(BANK_SIGMA * normal(stream(seed, 'bank', bank)));
        return {
          channel,
          method,
          bank,
          share: (CHANNELS[channel].share * share * weight) / all,
          factor: factors(channel, method, level),
          platform: choose(PLATFORM_MIX[channel]),
        };
      });
    }),
  );
  const chooseAt = (kind: BuildingKind) =>
    chooser(
      leaves,
      leaves.map(({ channel, share }) => share * (KIND_CHANNEL[kind]?.[channel] ?? 1)),
    );
  const kinds = Object.keys(KIND_DEMAND) as BuildingKind[];
  const campusCard = leaves.find(({ channel }) => channel === 'campus_card')!;
  const others = new Map(
    leaves.map(({ channel }) => {
      const rest = leaves.filter((leaf) => leaf.channel !== channel);
      return [
        channel,
        chooser(
          rest,
          rest.map((leaf) => leaf.share),
        ),
      ];
    }),
  );
  return {
    leaves,
    at: Object.fromEntries(kinds.map((kind) => [kind, chooseAt(kind)])) as Rails['at'],
    other: (random, before, cause) =>
      cause === 'balance' && before !== campusCard && random() < CAMPUS_CARD_SHARE
        ? campusCard
        : others.get(before.channel)!(random),
  };
}
