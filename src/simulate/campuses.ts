import { between, normal, stream } from './rng.ts';
import { DEAD_SPOTS, HOUR_FACTOR, BASE_RATE, KIND_COUNT, KIND_DEMAND, PEAKS, PLACE_SIGMA } from './world.ts';
import { BUILDING_NAMES, campusSeat } from './names.ts';
import type { CampusSeat } from './names.ts';
import { CAUSES } from './types.ts';
import type { BuildingKind, Cause } from './types.ts';

/** Half-hours of a day. */
export const SLOTS = 48;

export interface Building {
  building_id: string;
  name: string;
  kind: BuildingKind;
  latitude: number;
  longitude: number;
  /** Share of the campus's demand on an ordinary weekday, by half-hour. */
  demand: Float64Array;
  /** Chance of each cause by half-hour: [slot × causes + cause]. */
  rates: Float64Array;
  /** How many times worse the network always is here; 1 where it is not. */
  deadSpot: number;
}

export interface Campus extends CampusSeat {
  /** Share of all attempts. */
  share: number;
  buildings: Building[];
}

const bump = (slot: number, [hour, width]: readonly [number, number, number]): number =>
  Math.exp(-0.5 * (((slot + 0.5) / 2 - hour) / width) ** 2);

const hourFactor = (cause: Cause, kind: BuildingKind, slot: number): number =>
  (HOUR_FACTOR[cause]?.[kind] ?? HOUR_FACTOR[cause]?.any ?? []).reduce(
    (factor, peak) => factor + peak[2] * bump(slot, peak),
    1,
  );

const round6 = (degrees: number): number => Math.round(degrees * 1e6) / 1e6;

/** One building: its place, its demand (not yet normalised) and its standing chances of failure. */
function makeBuilding(seed: number, seat: CampusSeat, kind: BuildingKind, n: number): Building {
  const random = stream(seed, 'building', seat.campus_id, kind, n);
  const [letter, name] = BUILDING_NAMES[kind];
  const size = KIND_DEMAND[kind] * Math.exp(0.35 * normal(random));
  const area = PEAKS[kind].reduce((sum, peak) => sum + peak[2], 0);
  const demand = Float64Array.from({ length: SLOTS }, (_, slot) =>
    PEAKS[kind].reduce((sum, peak) => sum + (peak[2] / area / peak[1]) * bump(slot, peak) * size, 0.003),
  );
  return {
    building_id: `${letter}${n}`,
    name: name(n),
    kind,
    latitude: round6(seat.latitude + 0.006 * normal(random)),
    longitude: round6(seat.longitude + 0.007 * normal(random)),
    demand,
    rates: makeRates(kind, random),
    deadSpot: 1,
  };
}

/** Chances by half-hour and cause. Some buildings have two bad hours of their own: hours are not alike everywhere. */
function makeRates(kind: BuildingKind, random: () => number): Float64Array {
  const badSlot = Math.floor(between(random, 14, 42));
  const badness = random() < 0.3 ? between(random, 1.4, 2.2) : 1;
  const rates = new Float64Array(SLOTS * CAUSES.length);
  CAUSES.forEach((cause, c) => {
    const level = BASE_RATE[cause] * Math.exp((PLACE_SIGMA[cause] ?? 0) * normal(random));
    for (let slot = 0; slot < SLOTS; slot++) {
      const own = cause === 'network' && slot >= badSlot && slot < badSlot + 4 ? badness : 1;
      rates[slot * CAUSES.length + c] = level * own * hourFactor(cause, kind, slot);
    }
  });
  return rates;
}

/** Makes a few buildings dead spots: their network is worse all the time. */
function addDeadSpots(seed: number, campusId: string, buildings: Building[]): void {
  const random = stream(seed, 'dead spots', campusId);
  const able = buildings.filter(({ kind }) => (DEAD_SPOTS.kinds as readonly string[]).includes(kind));
  const network = CAUSES.indexOf('network');
  for (let i = 0; i < DEAD_SPOTS.count; i++) {
    const spot = able.splice(Math.floor(random() * able.length), 1)[0]!;
    spot.deadSpot = Math.round(between(random, ...DEAD_SPOTS.factor) * 10) / 10;
    for (let at = network; at < spot.rates.length; at += CAUSES.length) spot.rates[at]! *= spot.deadSpot;
  }
}

/**
 * The campuses with their buildings. The same seed gives the same n-th campus, whatever `count` is (its share of the
 * demand apart).
 */
export function makeCampuses(seed: number, count: number): Campus[] {
  const seats = Array.from({ length: count }, (_, index) => campusSeat(index));
  const sizes = seats.reduce((sum, { size }) => sum + size, 0);
  return seats.map((seat) => {
    const random = stream(seed, 'campus', seat.campus_id);
    const buildings = (Object.keys(KIND_COUNT) as BuildingKind[]).flatMap((kind) => {
      const [least, most] = KIND_COUNT[kind];
      const number = Math.floor(between(random, least, most + 1));
      return Array.from({ length: number }, (_, n) => makeBuilding(seed, seat, kind, n + 1));
    });
    const all = buildings.reduce((sum, { demand }) => sum + demand.reduce((a, b) => a + b, 0), 0);
    for (const { demand } of buildings) demand.forEach((value, slot) => (demand[slot] = value / all));
    addDeadSpots(seed, seat.campus_id, buildings);
    return { ...seat, share: seat.size / sizes, buildings };
  });
}
