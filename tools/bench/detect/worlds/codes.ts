import type { Category } from './types.ts';

/** Codes of each category by channel: the usual one, and another of the same category that it is renamed to. */
const CODES: Record<Category, Record<string, readonly [string, string]>> = {
  network: { '*': ['ECONNRESET', 'ENOTFOUND'] },
  balance: {
    wechat_pay: ['NOTENOUGH', 'NOT_ENOUGH'],
    alipay: ['ACQ.BUYER_BALANCE_NOT_ENOUGH', 'ACQ.BUYER_BANKCARD_BALANCE_NOT_ENOUGH'],
    unionpay: ['64', '90'],
    campus_card: ['51', '51'],
  },
  timeout: {
    wechat_pay: ['SYSTEMERROR', 'SYSTEM_ERROR'],
    alipay: ['ACQ.SYSTEM_ERROR', 'aop.ACQ.SYSTEM_ERROR'],
    unionpay: ['03', '06'],
    campus_card: ['91', '68'],
  },
  channel_error: {
    wechat_pay: ['BIZERR_NEED_RETRY', 'INVALID_REQ_TOO_MUCH'],
    alipay: ['ACQ.PULL_MOBILE_CASHIER_FAIL', 'ACQ.PULL_MOBILE_CASHIER_FAIL'],
    unionpay: ['39', '37'],
    campus_card: ['92', '20'],
  },
  risk_or_limit: {
    wechat_pay: ['RULELIMIT', '账户存在异常'],
    alipay: ['ACQ.PAYMENT_REQUEST_HAS_RISK', 'ACQ.BUYER_LIMIT_EXCEEDED'],
    unionpay: ['33', '38'],
    campus_card: ['61', '65'],
  },
  authentication: {
    wechat_pay: ['AUTHCODEEXPIRE', 'AUTH_CODE_INVALID'],
    alipay: ['ACQ.PAYMENT_AUTH_CODE_INVALID', 'ACQ.AGREEMENT_INVALID'],
    unionpay: ['65', '66'],
    campus_card: ['55', '75'],
  },
  unpaid: {
    wechat_pay: ['ORDERCLOSED', 'ORDERREVERSED'],
    alipay: ['ACQ.TRADE_HAS_CLOSE', 'ACQ.AUTH_ORDER_HAS_CLOSED'],
  },
};

/** The code of a failure, before or after its channel renamed it. */
export function codeOf(category: Category, channel: string, isRenamed: boolean): string {
  const codes = CODES[category][channel] ?? CODES[category]['*'];
  if (codes === undefined) throw new RangeError(`no code for ${category} on ${channel}`);
  return codes[isRenamed ? 1 : 0];
}

/** Every code with the channel and category that it stands for. */
export const allCodes = (): { category: string; channel: string; code: string }[] =>
  Object.entries(CODES).flatMap(([category, channels]) =>
    Object.entries(channels).flatMap(([channel, codes]) =>
      (channel === '*' ? ['wechat_pay', 'alipay', 'unionpay', 'campus_card'] : [channel]).flatMap((name) =>
        codes.map((code) => ({ category, channel: name, code })),
      ),
    ),
  );
