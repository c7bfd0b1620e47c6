import type { AlertChannel, AlertEvent, AlertMessage, AlertRule } from '$lib/contracts/index.ts';

/** A rule as a page may show it. */
export type ShownRule = Omit<AlertRule, 'target'> & { target: { channel: AlertChannel; shown: string } };

/** What came of a test. */
export interface Tested {
  tested: string;
  sent: boolean;
  answer: string;
}

/** A delivery in a list. */
export interface ListedDelivery {
  id: string;
  rule_name: string;
  event: AlertEvent;
  message: AlertMessage;
  state: 'queued' | 'sending' | 'sent' | 'failed' | 'dead';
  at: number;
  attempts: number;
  answer: string;
}
