import type { Outcome } from './outcome.ts';
import type { Leaf } from './leaves.ts';
import type { NetworkType, Platform } from './types.ts';

/** The columns of attempts.csv, in order: those of the contract. */
export const COLUMNS = [
  'attempt_id',
  'attempted_at',
  'status',
  'campus_id',
  'building_id',
  'channel',
  'order_id',
  'payer_id',
  'method',
  'bank',
  'error_code',
  'error_message',
  'amount',
  'currency',
  'latency_ms',
  'network_type',
  'platform',
  'feedback_at',
  'feedback_channel',
  'updated_at',
] as const;

/** What stays the same for all attempts of an order. */
export interface Order {
  orderId: string;
  campusId: string;
  buildingId: string;
  payerId: string;
  /** Yuan with two decimals. */
  amount: string;
}

/** One line of attempts.csv, with its line feed. Only the channel's words can need quotes; they have them already. */
export function line(
  attemptId: string,
  t: number,
  order: Order,
  leaf: Leaf,
  platform: Platform,
  network: NetworkType,
  outcome: Outcome,
  iso: (t: number) => string,
): string {
  const { status, words, latency, told, toldBy, updated } = outcome;
  return [
    attemptId,
    iso(t),
    status,
    order.campusId,
    order.buildingId,
    leaf.channel,
    order.orderId,
    order.payerId,
    leaf.method,
    leaf.bank,
    words === null ? ',' : words.fields,
    order.amount,
    'CNY',
    latency ?? '',
    network,
    platform,
    told === null ? '' : iso(t + told),
    toldBy,
    `${iso(t + updated)}\n`,
  ].join(',');
}
