import { Random } from './random.ts';

/** One row of a log, instants as UTC milliseconds. */
export interface RawAttempt {
  attempt_id: string;
  attempted_at: number;
  status: string;
  campus_id: string;
  building_id: string | null;
  channel: string;
  order_id: string | null;
  payer_id: string | null;
  method: string | null;
  bank: string | null;
  error_code: string | null;
  error_message: string | null;
  amount: string | null;
  currency: string;
  latency_ms: number | null;
  network_type: string | null;
  platform: string | null;
  feedback_at: number | null;
  feedback_channel: string | null;
}

const CODES: Record<string, readonly (readonly [string | null, string | null])[]> = {
  wechat_pay: [
    ['NOTENOUGH', '余额不足'],
    ['SYSTEMERROR', '系统超时'],
    ['ORDERPAID', null],
    ['NO_SUCH_CODE', '不明'],
    ['USERPAYING', null],
  ],
  alipay: [
    ['ACQ.BUYER_BALANCE_NOT_ENOUGH', null],
    ['ACQ.SYSTEM_ERROR', null],
    [null, null],
  ],
  http: [
    ['504', null],
    ['0', 'network error'],
  ],
};

/** Attempts of several orders on three campuses (one in a half-hour zone) over some weeks. */
export function randomAttempts(
  seed: number,
  { days = 45, orders = 1500, start = '2024-01-20' } = {},
): RawAttempt[] {
  const random = new Random(seed);
  const first = Date.parse(`${start}T00:00:00Z`);
  return Array.from({ length: orders }, (_, index) => orderOf(random, first, days, index)).flat();
}

function orderOf(random: Random, first: number, days: number, index: number): RawAttempt[] {
  const place = {
    campus_id: random.pick(['c1', 'c1', 'c2', 'k3']),
    building_id: random.chance(0.1) ? null : random.pick(['b1', 'b2', 'b3']),
    network_type: random.chance(0.1) ? null : random.pick(['wifi', '5g']),
    platform: random.pick(['ios', 'android', null]),
    payer_id: random.chance(0.5) ? `p${random.below(200)}` : null,
  };
  const tries = 1 + (random.chance(0.4) ? random.below(3) : 0);
  const ordered = random.chance(0.9);
  let time = first + random.below(days * 86_400) * 1000 + random.below(1000);
  if (random.chance(0.2)) time -= time % 86_400_000;
  return Array.from({ length: ordered ? tries : 1 }, (_, attempt) => {
    if (attempt > 0) time += random.pick([30, 600, 1200, 40_000, 100_000]) * 1000;
    return attemptOf(random, time, place, `a${index}-${attempt}`, ordered ? `o${index}` : null);
  });
}

type Place = Pick<RawAttempt, 'campus_id' | 'building_id' | 'network_type' | 'platform' | 'payer_id'>;

function attemptOf(random: Random, time: number, place: Place, id: string, order: string | null): RawAttempt {
  const channel = random.pick(['wechat_pay', 'wechat_pay', 'alipay', 'http']);
  const status = random.pick(['succeeded', 'succeeded', 'failed', 'failed', 'cancelled', 'pending']);
  const [error_code, error_message] = status === 'failed' ? random.pick(CODES[channel] ?? []) : [null, null];
  const told = status === 'failed' && channel === 'wechat_pay' && random.chance(0.7);
  return {
    ...place,
    attempt_id: id,
    attempted_at: time,
    status,
    channel,
    order_id: order,
    method: random.chance(0.2) ? null : random.pick(['wallet_balance', 'debit_card']),
    bank: random.chance(0.2) ? null : random.pick(['ICBC', 'CCB', 'ABC']),
    error_code,
    error_message,
    amount: random.chance(0.05) ? null : (1 + random.below(5000) / 100).toFixed(2),
    currency: 'CNY',
    latency_ms: random.chance(0.1) ? null : Math.floor(Math.exp(random.next() * 10)),
    feedback_at: told ? time + random.below(2000) : null,
    feedback_channel: told ? 'popup' : null,
  };
}
