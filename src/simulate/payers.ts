import type { Cause } from './types.ts';

/** The tables of what payers do: cancel, wait, retry, switch. */

/** Share of attempts that the payer cancels; of those, the share that is logged as failed; codes written at all. */
export const CANCEL = { share: 0.02, loggedAsFailed: 0.06, withCode: 0.8 } as const;

/** Share of attempts left pending for good, whatever the reason. */
export const PENDING_SHARE = 0.0025;

/** Low balance where the channel does not tell the merchant: the share that stays pending rather than closed. */
export const HIDDEN_PENDING_SHARE = 0.4;

/** Failures whose code is not what the dictionary lists (renamed, missing), and codes that contradict the status. */
export const UNREADABLE_SHARE = 0.013;
export const CONTRADICTION_SHARE = 0.003;

/** Chance that the payer tries again soon, and that he does so through another rail. */
export const RETRY: Record<Cause, { retry: number; switch: number }> = {
  network: { retry: 0.6, switch: 0.12 },
  balance: { retry: 0.5, switch: 0.72 },
  timeout: { retry: 0.55, switch: 0.35 },
  unpaid: { retry: 0.3, switch: 0.25 },
  risk_or_limit: { retry: 0.4, switch: 0.75 },
  authentication: { retry: 0.65, switch: 0.25 },
  account_state: { retry: 0.4, switch: 0.8 },
  merchant_config: { retry: 0.25, switch: 0.4 },
  channel_error: { retry: 0.5, switch: 0.5 },
  duplicate: { retry: 0, switch: 0 },
};

/** Feedback multiplies the chance of a retry: told within 500 ms, told later, not told. */
export const FEEDBACK_EFFECT = { fast: 1.3, late: 1, none: 0.4 } as const;

/** Share of failures after which the payer is told, the part of it within 500 ms, and how. */
export const FEEDBACK = {
  share: 0.6,
  shareUnpaid: 0.25,
  fast: 0.55,
  channels: { popup: 0.62, status_page: 0.18, sms: 0.06, 'popup+sms': 0.14 },
} as const;

/** Payers who gave up but come back to the same order later: chance, and after how many minutes. */
export const COMEBACK = { share: 0.1, minutes: [60, 22 * 60] } as const;

/** Delay of a soon retry in seconds (log-uniform), and the most attempts one order gets. */
export const RETRY_SECONDS = [10, 1200] as const;
export const MOST_ATTEMPTS = 4;

/** When balance is short, this share of those who switch take the campus card. */
export const CAMPUS_CARD_SHARE = 0.5;

/** Chance that the cause is still there at once on the same rail, and the minutes after which 1/e of that is left. */
export const PERSISTENCE: Record<Cause, readonly [chance: number, minutes: number]> = {
  network: [0.35, 10],
  balance: [0.8, 600],
  timeout: [0.3, 10],
  unpaid: [0.1, 10],
  risk_or_limit: [0.7, 300],
  authentication: [0.3, 30],
  account_state: [0.9, 2000],
  merchant_config: [0.8, 60],
  channel_error: [0.35, 20],
  duplicate: [0, 1],
};

/** How much of that persistence follows the payer to another rail: only what sits in his place or his device. */
export const FOLLOWS: Partial<Record<Cause, number>> = { network: 0.8, unpaid: 0.6, balance: 0.1 };

/** Price of an order in yuan: log-normal, cut to the range, with the endings that menus use. */
export const PRICE = {
  median: 16.5,
  sigma: 0.4,
  range: [6, 44],
  endings: { '00': 30, '50': 22, '80': 16, '90': 16, '88': 6, '99': 6, '20': 2, '66': 2 },
} as const;

/** Payers per daily attempt, and the power that makes some of them regulars (rank ~ u^power). */
export const PAYER_POOL = { perAttempt: 2.4, power: 1.9 } as const;
