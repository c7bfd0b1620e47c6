import { inPlace, inRail, type Building, type Leaf } from './layout.ts';
import { between, pick, seeded } from './random.ts';
import type { Day } from './days.ts';
import type { Decoy, Scope, WorldSpec } from './types.ts';
import type { Surge } from './volume.ts';

const DAY = 86_400;

/** A slow rise of all failures of a slice: from nothing to `factor` over its span, and there it stays. */
export interface Drift {
  start: number;
  end: number;
  factor: number;
  scope: Scope;
}

/** Many repeats of one order at one place. */
export interface Storm {
  at: number;
  building: number;
  leaf: number;
  repeats: number;
}

/** What a world holds that looks like an incident and is none. */
export interface Lures {
  surges: Surge[];
  drifts: Drift[];
  storms: Storm[];
  /** Spans in seconds for which the log of a campus, or of all, is lost. */
  gaps: { start: number; end: number; campus_id?: string }[];
  renamedFrom: number;
  told: Decoy[];
}

/** The local time so many seconds after the world's first midnight, with its offset. */
export const isoAt = (from: string, second: number): string =>
  `${new Date(Date.parse(`${from}T00:00:00Z`) + Math.round(second) * 1000).toISOString().slice(0, 19)}+08:00`;

/** Draws the decoys of a world. */
export function luresOf(
  spec: WorldSpec,
  days: readonly Day[],
  buildings: readonly Building[],
  leaves: readonly Leaf[],
): Lures {
  const random = seeded(spec.seed, 'decoys');
  const told: Decoy[] = [];
  const tell = (kind: string, start: number, end: number, scope: Scope, factor?: number) =>
    told.push({ kind, started_at: isoAt(spec.from, start), ended_at: isoAt(spec.from, end), scope, factor });
  const place = () => {
    const { campus_id, building_id } = pick(random, buildings, ({ weight }) => weight);
    return { campus_id, building_id };
  };
  const volume = (kind: string, scope: Scope, start: number, end: number, factor: number): Surge => {
    tell(kind, start, end, scope, factor);
    return { start, end, factor, holds: (building) => inPlace(scope, building) };
  };
  const weeks = Math.floor(spec.days / 7);
  const surges = Array.from({ length: weeks }, (_, week) => {
    const start = (week * 7 + Math.floor(random() * 7)) * DAY + between(random, 9, 18) * 3600;
    const scope = week % 3 === 0 ? { campus_id: place().campus_id } : place();
    return volume(
      'volume_surge',
      scope,
      start,
      start + between(random, 1, 3) * 3600,
      between(random, 1.5, 3.5),
    );
  });
  for (let n = 0; n < 3; n++) {
    const start = Math.floor(between(random, 0.2, 0.85) * spec.days) * DAY;
    surges.push(volume('closure', place(), start, start + Math.round(between(random, 1, 4)) * DAY, 0));
  }
  days.forEach(({ kind, index }) => {
    if (kind === 'holiday' && days[index - 1]?.kind !== 'holiday')
      tell('holiday', index * DAY, (index + 3) * DAY, {});
  });
  const drifts = [0, 1].map((n) => {
    const start = Math.floor(between(random, 0.2, 0.5) * spec.days) * DAY;
    const end = start + Math.round(between(random, 18, 28)) * DAY;
    const scope: Scope =
      n === 0 ? place() : { channel: pick(random, leaves, ({ weight }) => weight).channel };
    const factor = between(random, 1.3, 1.6);
    tell('drift', start, end, scope, factor);
    return { start, end, scope, factor };
  });
  const storms = Array.from(
    { length: spec.kind === 'storms' || spec.kind === 'quiet' ? weeks * 3 : 0 },
    () => {
      const at = Math.floor(random() * spec.days) * DAY + between(random, 9, 22) * 3600;
      const building = buildings.indexOf(
        pick(random, buildings, ({ weight, since }) => (since > 0 ? 0 : weight)),
      );
      const leaf = leaves.indexOf(pick(random, leaves, ({ weight }) => weight));
      const { campus_id, building_id } = buildings[building]!;
      tell('retry_storm', at, at + 120, { campus_id, building_id, channel: leaves[leaf]!.channel });
      return { at, building, leaf, repeats: 8 + Math.floor(random() * 12) };
    },
  );
  const gaps = Array.from({ length: spec.kind === 'gaps' ? 9 : 0 }, (_, n) => {
    const start = Math.floor(between(random, 0.1, 0.95) * spec.days) * DAY + Math.floor(random() * 24) * 3600;
    const gap = { start, end: start + Math.ceil(between(random, 0.3, 9)) * 3600 };
    const scope = n % 2 === 0 ? {} : { campus_id: place().campus_id };
    tell('gap', gap.start, gap.end, scope);
    return { ...gap, ...scope };
  });
  const renamedFrom =
    spec.kind === 'renamed' ? Math.round(spec.days * between(random, 0.4, 0.6)) * DAY : Infinity;
  if (renamedFrom < Infinity) tell('renamed_codes', renamedFrom, renamedFrom + DAY, {});
  return { surges, drifts, storms, gaps, renamedFrom, told };
}

/** Where a drift holds. */
export const drifts = (drift: Drift, building: Building, leaf: Leaf): boolean =>
  inPlace(drift.scope, building) && inRail(drift.scope, leaf);
