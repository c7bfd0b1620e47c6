import type { Incident } from './incidents.ts';
import { CAUSES } from './types.ts';
import type { Category, Cause, Status, Truth } from './types.ts';

export type Totals = Truth['totals'];

/** What is told of a row that is written. */
export interface Entry {
  status: Status;
  /** Index in CAUSES of what really happened, or -1. */
  cause: number;
  /** How the log's code reads, or null where nothing failed. */
  category: Category | 'user_cancelled' | null;
  contradicts: boolean;
  /** The incident that injected the failure. */
  injectedBy: Incident | null;
  /** All incidents that hold the row in window and scope. */
  incidents: readonly Incident[];
  firstOfOrder: boolean;
  hasBuilding: boolean;
  /** Pending for longer than 30 min when the data end. */
  stale: boolean;
}

const BALANCE = CAUSES.indexOf('balance');

/** Totals of nothing. */
export function emptyTotals(): Totals {
  const causes = Object.fromEntries(CAUSES.map((cause) => [cause, 0])) as Record<Cause, number>;
  return {
    attempts: 0,
    orders: 0,
    by_status: { succeeded: 0, failed: 0, cancelled: 0, pending: 0 },
    failures_by_category: { ...causes, unknown: 0 },
    failures_by_cause: { ...causes },
    failed_as_cancelled: 0,
    contradictions: 0,
    hidden_balance: 0,
    hidden_balance_pending: 0,
    stale_pending: 0,
    unknown_building: 0,
  };
}

/** Counts one written row into the totals and into the incidents that hold it. */
export function enter(totals: Totals, row: Entry): void {
  totals.attempts++;
  totals.by_status[row.status]++;
  if (row.firstOfOrder) totals.orders++;
  if (!row.hasBuilding) totals.unknown_building++;
  for (const incident of row.incidents) incident.count.attempts++;
  if (row.status === 'pending') {
    if (row.cause === BALANCE) {
      totals.hidden_balance++;
      totals.hidden_balance_pending++;
    }
    if (row.stale) {
      totals.stale_pending++;
      if (row.cause === BALANCE && row.injectedBy) row.injectedBy.count.hidden++;
    }
  }
  if (row.status !== 'failed' || row.category === null) return;
  if (row.category === 'user_cancelled') {
    totals.failed_as_cancelled++;
    return;
  }
  totals.failures_by_category[row.category]++;
  totals.failures_by_cause[CAUSES[row.cause]!]++;
  if (row.contradicts) totals.contradictions++;
  if (row.cause === BALANCE && row.category === 'unpaid') {
    totals.hidden_balance++;
    if (row.injectedBy) row.injectedBy.count.hidden++;
  }
  for (const incident of row.incidents) {
    if (incident.category !== row.category) continue;
    incident.count.observed++;
    if (incident === row.injectedBy) incident.count.injected++;
  }
}
