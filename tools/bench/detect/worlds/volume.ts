import { gammaNoise, seeded } from './random.ts';
import { isLateDay, volumeCurve } from './curves.ts';
import type { Building } from './layout.ts';
import type { Day } from './days.ts';
import type { WorldSpec } from './types.ts';

/** A time span in seconds since the world's first midnight, with a place where volume is out of the ordinary. */
export interface Surge {
  start: number;
  end: number;
  factor: number;
  holds: (building: Building) => boolean;
}

/** Attempts expected of a building in a five-minute bin of a day. */
export type Volume = (day: Day, bin: number, building: number) => number;

/** The expected volume of a world, surges and closures included. */
export function volumeOf(spec: WorldSpec, buildings: readonly Building[], surges: readonly Surge[]): Volume {
  const random = seeded(spec.seed, 'volume');
  const curves = buildings.map(({ kind }) => {
    const shift = spec.kind === 'hours' ? 1.6 * random() - 0.8 : 0;
    return [volumeCurve(kind, false, shift), volumeCurve(kind, true, shift)] as const;
  });
  const noise = new Map<number, number>();
  const spells = surges.map((surge) => ({ ...surge, struck: buildings.map(surge.holds) }));
  return (day, bin, b) => {
    const building = buildings[b]!;
    if (day.index < building.since) return 0;
    const key = (building.campus * 400 + day.index) * 24 + Math.floor(bin / 12);
    let factor = noise.get(key);
    if (factor === undefined) noise.set(key, (factor = gammaNoise(seeded(spec.seed, 'hour', key), 0.01)));
    const second = day.index * 86_400 + bin * 300;
    for (const { start, end, struck, factor: by } of spells)
      if (second >= start && second < end && struck[b]) factor *= by;
    const exam = day.kind === 'exam' && building.kind === 'library' ? 1.6 : 1;
    const share = curves[b]![isLateDay(day) ? 1 : 0][Math.floor(bin / 6)]! / 6;
    return spec.attemptsPerDay * building.weight * day.volume * exam * factor * share;
  };
}
