import type { BuildingKind, Cause, DayKind, NetworkType } from './types.ts';

/** The tables of demand: where and when people order. Every number here is a choice, made to look plausible. */

/** A peak of demand: [hour of day, width in hours (standard deviation), weight]. */
type Peak = readonly [hour: number, width: number, weight: number];

/** When each kind of building orders. */
export const PEAKS: Record<BuildingKind, readonly Peak[]> = {
  teaching: [[8, 0.5, 0.4], [10, 0.4, 0.5], [12, 0.42, 6], [15.5, 0.9, 0.7], [17.9, 0.45, 3]], // prettier-ignore
  dormitory: [[8, 0.8, 0.8], [12.1, 0.55, 3.5], [15, 1.5, 0.5], [18.1, 0.6, 3.5], [21.8, 0.9, 2.8]], // prettier-ignore
  canteen: [
    [7.6, 0.45, 2],
    [11.9, 0.42, 6],
    [17.9, 0.45, 4.5],
  ],
  library: [
    [10, 1, 0.6],
    [12.1, 0.45, 4],
    [15.5, 1, 1.3],
    [18, 0.5, 3],
    [20.8, 0.8, 1.1],
  ],
  gym: [
    [12, 0.8, 1],
    [17.6, 0.9, 2],
    [20, 0.8, 2.5],
  ],
  office: [
    [8.3, 0.4, 0.6],
    [12, 0.4, 4],
    [15, 0.8, 0.9],
    [18, 0.6, 1.2],
  ],
  other: [
    [12.1, 0.7, 2],
    [18, 0.8, 2],
  ],
};

/** Demand of one building of a kind on an ordinary weekday, relative to the others. */
export const KIND_DEMAND: Record<BuildingKind, number> = {
  dormitory: 1.5,
  teaching: 1,
  canteen: 0.9,
  library: 0.8,
  gym: 0.3,
  office: 0.4,
  other: 0.25, // prettier-ignore
};

/** Demand by kind of day, relative to an ordinary weekday; "vacation" is a holiday outside the term. */
export const DAY_DEMAND: Record<
  'weekend' | 'vacation' | Exclude<DayKind, 'term'>,
  Record<BuildingKind, number>
> = {
  weekend: { teaching: 0.3, dormitory: 1.1, canteen: 0.75, library: 0.9, gym: 1.3, office: 0.15, other: 0.9 },
  exam: { teaching: 1.05, dormitory: 1.1, canteen: 0.9, library: 1.9, gym: 0.5, office: 1, other: 0.9 },
  holiday: { teaching: 0.1, dormitory: 0.5, canteen: 0.35, library: 0.3, gym: 0.4, office: 0.05, other: 0.5 },
  vacation: {
    teaching: 0.04,
    dormitory: 0.2,
    canteen: 0.15,
    library: 0.12,
    gym: 0.12,
    office: 0.3,
    other: 0.2,
  },
};

/** Number of buildings of each kind on a campus: [at least, at most]. */
export const KIND_COUNT: Record<BuildingKind, readonly [number, number]> = {
  teaching: [8, 10],
  dormitory: [12, 15],
  canteen: [3, 4],
  library: [1, 2],
  gym: [1, 2],
  office: [2, 3],
  other: [2, 3], // prettier-ignore
};

/** What the phone is connected through. */
export const NETWORK_MIX: Record<BuildingKind, Record<NetworkType, number>> = {
  teaching: { wifi: 0.6, '5g': 0.22, '4g': 0.14, '3g': 0.01, unknown: 0.03 },
  dormitory: { wifi: 0.72, '5g': 0.16, '4g': 0.09, '3g': 0.01, unknown: 0.02 },
  canteen: { wifi: 0.3, '5g': 0.42, '4g': 0.24, '3g': 0.02, unknown: 0.02 },
  library: { wifi: 0.7, '5g': 0.17, '4g': 0.1, '3g': 0.01, unknown: 0.02 },
  gym: { wifi: 0.25, '5g': 0.42, '4g': 0.27, '3g': 0.03, unknown: 0.03 },
  office: { wifi: 0.68, '5g': 0.2, '4g': 0.1, '3g': 0.01, unknown: 0.01 },
  other: { wifi: 0.15, '5g': 0.45, '4g': 0.33, '3g': 0.04, unknown: 0.03 },
};

/** How the connection changes the chance of a network failure. */
export const NETWORK_FACTOR: Record<NetworkType, number> = {
  wifi: 1.15,
  '5g': 0.75,
  '4g': 0.95,
  '3g': 2.5,
  unknown: 1.2, // prettier-ignore
};

/** Ordinary chance that a first attempt fails, by cause, before the factors of place, hour and rail. */
export const BASE_RATE: Record<Cause, number> = {
  network: 0.0038,
  balance: 0.0052,
  timeout: 0.0022,
  unpaid: 0.003,
  risk_or_limit: 0.0013,
  authentication: 0.0015,
  account_state: 0.0006,
  merchant_config: 0.0002,
  channel_error: 0.001,
  duplicate: 0.0004,
};

/** Extra chance at given hours: [hour, width in hours, how much is added to the factor 1]. */
export const HOUR_FACTOR: Partial<Record<Cause, Partial<Record<BuildingKind | 'any', readonly Peak[]>>>> = {
  network: {
    teaching: [[12, 0.5, 1.1], [18, 0.5, 0.5]], // prettier-ignore
    canteen: [[12, 0.5, 0.7], [18, 0.5, 0.6]], // prettier-ignore
    library: [[12, 0.5, 0.5]],
    dormitory: [[22, 0.8, 0.4]],
  },
  timeout: { any: [[12, 0.4, 1.2], [18, 0.45, 0.7]] }, // prettier-ignore
  unpaid: { any: [[12, 0.4, 0.3]] },
};

/** Balance failures by days to the month's end (0 = last day), as a factor on the ordinary rate. */
export const MONTH_END_LIFT: readonly number[] = [4, 3.8, 3.4, 2.9, 2.3, 1.8, 1.35];

/** Balance factor after the allowance, from the allowance day on. */
export const AFTER_ALLOWANCE: readonly number[] = [0.95, 0.75, 0.7, 0.75, 0.8, 0.9];
export const ALLOWANCE_DAY = 1;

/** Spread (sigma of the logarithm) of the standing level of one building, by cause. */
export const PLACE_SIGMA: Partial<Record<Cause, number>> = {
  network: 0.35,
  timeout: 0.1,
  balance: 0.2,
  unpaid: 0.15,
};

/** Dead spots: how many buildings of a campus, which kinds, how much worse the network is there. */
export const DEAD_SPOTS = { count: 2, kinds: ['teaching', 'library', 'gym'], factor: [2.4, 3.6] } as const;

/** Gamma shapes of the over-dispersion of volume: one factor a campus and day, one a building and half-hour. */
export const VOLUME_SHAPE = { day: 60, cell: 8 } as const;

/** Slow drift of the failure rates: amplitude (share of the rate) and period in days. */
export const DRIFT = { amplitude: 0.12, period: 97, causes: ['network', 'timeout', 'unpaid'] } as const;

/** Rows with no building. */
export const NO_BUILDING_SHARE = 0.005;

/** Rows written per order: retries make up the rest. */
export const ROWS_PER_ORDER = 1.021;
