import type { BuildingKind, Cause, Channel, Platform } from './types.ts';

/** The tables of rails: channel × method × bank, their platforms, latencies and weaknesses. */

const DEBIT = { ICBC: 24, CCB: 22, ABC: 20, BOC: 13, CMB: 9, PSBC: 7, COMM: 5 };
const CREDIT = { CMB: 30, ICBC: 20, CCB: 18, COMM: 17, BOC: 15 };
const NO_BANK = { '': 1 };

/** How attempts are spread: channel → share and methods; method → share and banks. */
export const CHANNELS: Record<
  Channel,
  { share: number; methods: Record<string, { share: number; banks: Record<string, number> }> }
> = {
  wechat_pay: {
    share: 0.52,
    methods: {
      wallet_balance: { share: 0.56, banks: NO_BANK },
      debit_card: { share: 0.36, banks: DEBIT },
      credit_card: { share: 0.08, banks: CREDIT },
    },
  },
  alipay: {
    share: 0.26,
    methods: {
      wallet_balance: { share: 0.44, banks: NO_BANK },
      debit_card: { share: 0.28, banks: DEBIT },
      credit_card: { share: 0.06, banks: CREDIT },
      credit: { share: 0.22, banks: NO_BANK },
    },
  },
  unionpay: { share: 0.05, methods: { debit_card: { share: 1, banks: DEBIT } } },
  campus_card: { share: 0.14, methods: { campus_card: { share: 1, banks: NO_BANK } } },
  ecny: { share: 0.03, methods: { wallet_balance: { share: 1, banks: NO_BANK } } },
};

/** Places that prefer a channel. */
export const KIND_CHANNEL: Partial<Record<BuildingKind, Partial<Record<Channel, number>>>> = {
  canteen: { campus_card: 2.6 },
  office: { campus_card: 0.4, unionpay: 1.8 },
};

export const PLATFORM_MIX: Record<Channel, Partial<Record<Platform, number>>> = {
  wechat_pay: { mini_program: 0.72, h5: 0.05, ios: 0.05, android: 0.06, '': 0.12 },
  alipay: { mini_program: 0.3, h5: 0.1, ios: 0.24, android: 0.32, '': 0.04 },
  unionpay: { h5: 0.2, ios: 0.35, android: 0.45 },
  campus_card: { mini_program: 0.4, ios: 0.18, android: 0.22, h5: 0.05, '': 0.15 },
  ecny: { ios: 0.45, android: 0.55 },
};

/** Latency of an ordinary answer: median in ms and sigma of the logarithm. */
export const LATENCY: Record<Channel, readonly [median: number, sigma: number]> = {
  wechat_pay: [640, 0.42],
  alipay: [700, 0.42],
  unionpay: [1350, 0.5],
  campus_card: [420, 0.5],
  ecny: [900, 0.45],
};

/** Latency of a failure, by cause, where it differs from the channel's own. */
export const FAILURE_LATENCY: Partial<Record<Cause, readonly [median: number, sigma: number]>> = {
  timeout: [9000, 0.4],
  network: [3800, 0.6],
};

/** How channels and methods change the chance of a cause; missing means 1. */
export const RAIL_FACTOR: Partial<Record<Channel | `method:${string}`, Partial<Record<Cause, number>>>> = {
  wechat_pay: { timeout: 0.8 },
  unionpay: { timeout: 1.9, authentication: 2.2, unpaid: 0.8 },
  campus_card: { balance: 1.7, unpaid: 0.15, authentication: 0.4, risk_or_limit: 0.5, timeout: 1.3 },
  ecny: { timeout: 1.5, balance: 1.5, account_state: 1.8, duplicate: 0.3 },
  'method:debit_card': { balance: 1.1, timeout: 1.35, channel_error: 1.5 },
  'method:credit_card': { balance: 0.25, risk_or_limit: 2, timeout: 1.2, channel_error: 1.5 },
  'method:credit': { balance: 0.35, risk_or_limit: 2.2 },
};

/** Spread (sigma of the logarithm) of a bank's standing level of timeouts and refusals. */
export const BANK_SIGMA = 0.25;
