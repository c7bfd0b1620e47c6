import type { Cause, Channel, Platform } from './types.ts';

/**
 * The codes that are seen most, by channel and cause, the most frequent first. The dictionary's other codes of the
 * same channel and category form the tail. Codes are written as in the dictionary.
 */
export const COMMON: Partial<Record<Channel, Partial<Record<Cause, readonly string[]>>>> = {
  wechat_pay: {
    network: ['-601069'],
    balance: ['NOTENOUGH', 'NOT_ENOUGH'],
    timeout: ['SYSTEMERROR', 'BANKERROR', 'SYSTEM_ERROR', 'FREQUENCY_LIMITED', '系统繁忙，请稍后再试'],
    unpaid: ['NOTPAY', 'CLOSED', 'ORDERCLOSED', 'REVOKED'],
    risk_or_limit: ['RULELIMIT', '账户存在异常', '交易失败，当前交易存在异常'],
    authentication: ['AUTHCODEEXPIRE', 'AUTH_CODE_INVALID', 'AUTH_CODE_ERROR'],
    account_state: ['USER_ACCOUNT_ABNORMAL', 'NOTSUPPORTCARD', 'ACCOUNTERROR'],
    merchant_config: ['PARAM_ERROR', 'SIGN_ERROR', 'NO_AUTH'],
    channel_error: ['BIZERR_NEED_RETRY', 'INVALID_REQ_TOO_MUCH'],
    duplicate: ['ORDERPAID', 'OUT_TRADE_NO_USED', 'ORDER_PAID'],
  },
  alipay: {
    network: ['6002'],
    balance: ['ACQ.BUYER_BALANCE_NOT_ENOUGH', 'ACQ.BUYER_BANKCARD_BALANCE_NOT_ENOUGH'],
    timeout: ['ACQ.SYSTEM_ERROR', '20000', 'aop.ACQ.SYSTEM_ERROR'],
    unpaid: ['TRADE_CLOSED', 'ACQ.TRADE_HAS_CLOSE'],
    risk_or_limit: [
      'ACQ.PAYMENT_REQUEST_HAS_RISK',
      'ACQ.BUYER_PAYMENT_AMOUNT_DAY_LIMIT_ERROR',
      'ACQ.BUYER_LIMIT_EXCEEDED',
    ],
    authentication: ['ACQ.PAYMENT_AUTH_CODE_INVALID', 'ACQ.ERROR_BUYER_CERTIFY_LEVEL_LIMIT'],
    account_state: ['ACQ.NO_PAYMENT_INSTRUMENTS_AVAILABLE', 'ACQ.BUYER_BANKCARD_DECLINED'],
    merchant_config: ['ACQ.INVALID_PARAMETER', 'isv.invalid-signature', 'ACQ.ACCESS_FORBIDDEN'],
    channel_error: ['ACQ.PULL_MOBILE_CASHIER_FAIL'],
    duplicate: ['ACQ.TRADE_HAS_SUCCESS', '5000', 'ACQ.CONTEXT_INCONSISTENT'],
  },
  unionpay: {
    balance: ['64', '90'],
    timeout: ['03', '06', '69', '02'],
    risk_or_limit: ['33', '38', '81'],
    authentication: ['65', '71', '72', '66'],
    account_state: ['60', '63', '77'],
    merchant_config: ['10', '11'],
    channel_error: ['39', '37'],
    duplicate: ['12'],
  },
  campus_card: {
    network: ['Z3'],
    balance: ['51'],
    timeout: ['91', '68', '96'],
    risk_or_limit: ['61', '65'],
    authentication: ['55', '75'],
    account_state: ['14', '54', '41'],
    merchant_config: ['03', '12', '30'],
    channel_error: ['92', '20', '19'],
    duplicate: ['94'],
  },
};

/** Share of the failures of a cause that carry a technical code rather than one of the channel. */
export const TECHNICAL_SHARE = { network: 0.93, timeout: 0.4 } as const;

/** Technical codes by platform, the most frequent first; what a channel would read otherwise is left out there. */
export const TECHNICAL_CODES: Record<'network' | 'timeout', Record<Platform, readonly string[]>> = {
  network: {
    mini_program: [
      '600003',
      'Timer Expired',
      'ECONNRESET',
      'Underlying Transport Error',
      '511',
      'UND_ERR_SOCKET',
    ],
    ios: ['-1009', '-1005', '-1004', '-1003', 'ECONNRESET', '-1200', '511', '-1020'],
    android: ['java.net.UnknownHostException', 'ECONNRESET', 'javax.net.ssl.SSLHandshakeException', '511'],
    h5: [
      'net::ERR_INTERNET_DISCONNECTED',
      'net::ERR_NETWORK_CHANGED',
      'net::ERR_CONNECTION_RESET',
      'net::ERR_NAME_NOT_RESOLVED',
      'ERR_NETWORK',
      'net::ERR_CONNECTION_CLOSED',
    ],
    '': ['ECONNRESET', 'EHOSTUNREACH', 'ENOTFOUND', 'ENETUNREACH'],
  },
  timeout: {
    mini_program: ['504', '502', '503', 'ETIMEDOUT', '-601008', '500'],
    ios: ['-1001', '504', '502', '503'],
    android: ['java.net.SocketTimeoutException', '504', '502', '503'],
    h5: ['504', 'net::ERR_TIMED_OUT', '502', '503', '408'],
    '': ['504', 'ETIMEDOUT', 'UND_ERR_HEADERS_TIMEOUT', '502'],
  },
};

/** How a cancelled payment is logged, by channel. */
export const CANCEL_CODES: Record<Channel, readonly string[]> = {
  wechat_pay: ['requestPayment:fail cancel', 'get_brand_wcpay_request:cancel', '-2'],
  alipay: ['6001'],
  unionpay: ['cancel'],
  campus_card: ['17'],
  ecny: ['ERR_CANCELED'],
};

/** Codes that mean success; on a failed row they contradict the status. */
export const SUCCESS_CODES: Record<Channel, readonly string[]> = {
  wechat_pay: ['SUCCESS'],
  alipay: ['9000', 'TRADE_SUCCESS'],
  unionpay: ['00'],
  campus_card: ['00'],
  ecny: ['200'],
};

/** Failures that nothing explains: [code, message], listed in no dictionary. */
export const UNLISTED: Record<Channel, readonly (readonly [code: string, message: string])[]> = {
  wechat_pay: [['PAY_STATE_2207', '支付失败'], ['RISK_RETAIN_TMP', ''], ['', '支付未完成'], ['', '']], // prettier-ignore
  alipay: [['ACQ.CASHIER_TMP_9001', '操作失败'], ['', '支付失败'], ['', '']], // prettier-ignore
  unionpay: [['U7', '交易失败'], ['', '']], // prettier-ignore
  campus_card: [['E103', '扣款失败'], ['E21', ''], ['', '']], // prettier-ignore
  ecny: [['DC0999', '交易未成功'], ['', '']], // prettier-ignore
};

/**
 * Causes for which a channel has no code in the dictionary: [code, message]. The code reads as `unknown`; only the
 * message tells the cause. e-CNY has no family of its own at all.
 */
export const MESSAGE_ONLY: Partial<Record<Channel, Partial<Record<Cause, readonly [string, string]>>>> = {
  unionpay: { unpaid: ['', '订单超时未支付，已关闭'] },
  campus_card: { unpaid: ['', '订单超时未支付，已关闭'] },
  ecny: {
    balance: ['DC1203', '数字人民币钱包余额不足'],
    unpaid: ['DC1410', '订单超时未支付，已关闭'],
    risk_or_limit: ['DC1305', '超出钱包单日支付限额'],
    authentication: ['DC1102', '支付密码错误'],
    account_state: ['DC1007', '钱包状态异常'],
    merchant_config: ['DC2001', '商户未开通数字人民币收款'],
    channel_error: ['DC3004', '运营机构受理失败'],
    duplicate: ['DC1500', '订单已支付'],
  },
};
