import type { Category } from '../../contracts/index.ts';
import type { Parameters } from '../parameters.ts';
import type { Run } from '../version.ts';

/** One row: the figures of a window. */
export interface SummaryRow {
  attempts: number;
  settled: number;
  failures: number;
  failure_rate: number | null;
  orders: number;
  orders_at_risk: number;
  recovered_orders: number;
  recovered_orders_24h: number;
  immature_orders: number;
  lost_orders: number;
  lost_amount: number;
  failed_amount: number;
  silent_failures: number | null;
  unknown_share: number | null;
  categories: { category: Category; failures: number }[];
}

/** The figures of a window. */
export async function summary(run: Run, parameters: Parameters): Promise<SummaryRow | undefined> {
  return (await run<SummaryRow>('summary', parameters))[0];
}
