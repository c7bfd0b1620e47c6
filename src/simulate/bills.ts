import { isoWriter, midnight } from './clock.ts';
import { stream } from './rng.ts';
import { csv } from './write.ts';
import type { Channel, Status, Truth } from './types.ts';

/** What a bill would tell of a row of the log. */
export interface Billable {
  t: number;
  attemptId: string;
  orderId: string;
  campusId: string;
  /** Of the campus's clock before UTC, in minutes. */
  offset: number;
  channel: Channel;
  status: Status;
  /** Yuan with two decimals. */
  amount: string;
}

type Line = (string | number)[];

/** The bills of a run as they grow, and what is true of them. */
export interface Bills {
  seed: number;
  firstDay: number;
  end: number;
  lines: { t: number; line: Line }[];
  odd: Set<string>;
  truth: Truth['bills'];
}

const COLUMNS = [
  'line_id',
  'channel',
  'kind',
  'paid_at',
  'amount',
  'currency',
  'order_id',
  'transaction_id',
  'campus_id',
  'fee',
];
/** The bills cover the last days of a run only: they list every payment, and are as long as the log. */
const DAYS = 7;
const CHANNELS: readonly Channel[] = ['wechat_pay', 'alipay'];
const GRACE = 16 * 60_000;
const FEE = 0.006;
/** Shares of paid attempts: no line, another amount, given back, and a line more that nobody ordered. */
const SHARES = { missing: 0.0006, mismatch: 0.0003, refund: 0.005, orphan: 0.0004 };
/** Share of attempts that did not succeed by the log, and were paid all the same. */
const PAID_ALL_THE_SAME = 0.006;

/** The bills of a run that ends before `end` (ms), on day `last`. */
export function openBills(
  seed: number,
  { first, last }: { first: number; last: number },
  end: number,
): Bills {
  return {
    seed,
    firstDay: Math.max(first, last - DAYS + 1),
    end,
    lines: [],
    odd: new Set(),
    truth: {
      channels: [...CHANNELS],
      days: Math.min(DAYS, last - first + 1),
      payments: 0,
      refunds: 0,
      corrected: 0,
      money_without_order: 0,
      order_without_money: 0,
      amount_mismatch: 0,
    },
  };
}

/** Writes what the bill says of one row; its numbers come from a stream of their own, so the log stays as it is. */
export function bill(bills: Bills, row: Billable): void {
  const { seed, truth, odd, end } = bills;
  if (!CHANNELS.includes(row.channel) || row.t < midnight(bills.firstDay, row.offset)) return;
  const random = stream(seed, 'bill', row.attemptId);
  const dice = random();
  const iso = isoWriter(row.offset);
  const write = (kind: 'payment' | 'refund', id: string, order: string, t: number, amount: number) => {
    const fee = (kind === 'refund' ? -1 : 1) * amount * FEE;
    bills.lines.push({
      t,
      line: [
        id,
        row.channel,
        kind,
        iso(t),
        amount.toFixed(2),
        'CNY',
        order,
        `t${id.slice(1)}`,
        row.campusId,
        fee.toFixed(5),
      ],
    });
    truth[kind === 'refund' ? 'refunds' : 'payments']++;
  };
  const amount = Number(row.amount);
  const paidAt = row.t + 500 + Math.floor(1500 * random());
  const mayBeOdd = row.t < end - GRACE && !odd.has(row.orderId);
  if (row.status !== 'succeeded') {
    if (!mayBeOdd || dice >= PAID_ALL_THE_SAME) return;
    odd.add(row.orderId);
    write('payment', `l${row.attemptId}`, row.orderId, paidAt, amount);
    truth.corrected++;
    return;
  }
  let rest = dice;
  const draws = (share: number) => {
    rest -= share;
    return mayBeOdd && rest < 0 && rest >= -share;
  };
  if (draws(SHARES.missing)) {
    truth.order_without_money++;
    return;
  }
  const differs = draws(SHARES.mismatch);
  if (differs) truth.amount_mismatch++;
  write('payment', `l${row.attemptId}`, row.orderId, paidAt, differs ? amount + 1 : amount);
  if (draws(SHARES.refund)) {
    const later = Math.floor((0.5 + 4 * random()) * 3_600_000);
    write('refund', `r${row.attemptId}`, row.orderId, Math.min(paidAt + later, end - 1), amount);
  }
  if (draws(SHARES.orphan)) {
    truth.money_without_order++;
    write('payment', `x${row.attemptId}`, `x${row.orderId}`, paidAt + 1000, amount);
  }
}

/** bills.csv, in the order of time. */
export function billsCsv({ lines }: Bills): string {
  const ordered = [...lines].sort((a, b) => a.t - b.t || (String(a.line[0]) < String(b.line[0]) ? -1 : 1));
  return csv(
    COLUMNS,
    ordered.map(({ line }) => line),
  );
}
