import type { Parameters } from '../parameters.ts';
import type { Run } from '../version.ts';

/** One row: what `unpaid` holds on the last days of months, beside what is usual there. */
export interface HiddenBalanceRow {
  days: number;
  unpaid: number;
  expected: number;
  margin: number;
}

/** Unpaid on the last days of the window's months; undefined without such days, or where too little says what is usual. */
export async function hiddenBalance(run: Run, parameters: Parameters): Promise<HiddenBalanceRow | undefined> {
  return (await run<HiddenBalanceRow>('hidden_balance', parameters))[0];
}
