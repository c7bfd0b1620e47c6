import { between, jitter, seeded } from './random.ts';
import type { Scope, WorldSpec } from './types.ts';

export const BUILDING_KINDS = ['dormitory', 'teaching', 'canteen', 'library', 'office'] as const;

/** A building and its share of its world's attempts. */
export interface Building {
  campus: number;
  campus_id: string;
  building_id: string;
  kind: (typeof BUILDING_KINDS)[number];
  weight: number;
  /** First day on which anything is ordered there. */
  since: number;
}

/** A way to pay: channel, method and bank together. */
export interface Leaf {
  channel: string;
  method: string;
  bank: string;
  weight: number;
}

const LEAVES: [string, string, string, number][] = [
  ['wechat_pay', 'wallet_balance', '', 0.22],
  ['wechat_pay', 'debit_card', 'ICBC', 0.12],
  ['wechat_pay', 'debit_card', 'CCB', 0.09],
  ['wechat_pay', 'credit_card', 'CMB', 0.07],
  ['alipay', 'wallet_balance', '', 0.17],
  ['alipay', 'debit_card', 'ICBC', 0.08],
  ['alipay', 'debit_card', 'BOC', 0.06],
  ['unionpay', 'debit_card', 'CCB', 0.05],
  ['unionpay', 'credit_card', 'CMB', 0.03],
  ['campus_card', 'campus_card', '', 0.11],
];

const BUILDINGS = 36;
const KIND_OF = [0, 0, 0, 1, 2, 0, 1, 3, 0, 4, 1, 2] as const;

/** The buildings of a world, shared out over its campuses; names repeat from campus to campus. */
export function buildingsOf({ seed, campuses, kind, days }: WorldSpec): Building[] {
  const random = seeded(seed, 'buildings');
  const sizes = [BUILDINGS, 0, 0].map((_, c) =>
    campuses === 1 ? (c === 0 ? BUILDINGS : 0) : campuses === 2 ? [22, 14, 0][c]! : [18, 11, 7][c]!,
  );
  const all = sizes.flatMap((size, campus) =>
    Array.from({ length: size }, (_, i) => ({
      campus,
      campus_id: `site-${'abc'[campus]!}`,
      building_id: `b${String(i + 1).padStart(2, '0')}`,
      kind: BUILDING_KINDS[KIND_OF[(i + campus) % KIND_OF.length]!],
      weight: jitter(random, 0.6),
      since: kind === 'growth' && i % 7 === 5 ? Math.round(between(random, 0.2, 0.6) * days) : 0,
    })),
  );
  const total = all.reduce((sum, { weight }) => sum + weight, 0);
  return all.map((building) => ({ ...building, weight: building.weight / total }));
}

/** The ways to pay of a world. */
export function leavesOf({ seed }: WorldSpec): Leaf[] {
  const random = seeded(seed, 'leaves');
  const all = LEAVES.map(([channel, method, bank, share]) => ({
    channel,
    method,
    bank,
    weight: share * jitter(random, 0.25),
  }));
  const total = all.reduce((sum, { weight }) => sum + weight, 0);
  return all.map((leaf) => ({ ...leaf, weight: leaf.weight / total }));
}

/** Which buildings a scope holds. */
export const inPlace = (scope: Scope, { campus_id, building_id }: Building): boolean =>
  (scope.campus_id ?? campus_id) === campus_id && (scope.building_id ?? building_id) === building_id;

/** Which ways to pay a scope holds. */
export const inRail = (scope: Scope, { channel, bank, method }: Leaf): boolean =>
  (scope.channel ?? channel) === channel &&
  (scope.bank ?? bank) === bank &&
  (scope.method ?? method) === method;
