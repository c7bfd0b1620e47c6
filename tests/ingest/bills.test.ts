import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { contentOf } from '../../tools/bench/content.ts';
import { simulate, type Truth } from '../../src/simulate/index.ts';
import { payweather } from '../cli/run.ts';
import { csvOf, FIXTURES, seeded, shuffled, workspace, type Workspace } from './support.ts';

const at = (time: string, day = '01') => `2026-03-${day}T${time}+08:00`;
const attempt = (
  id: string,
  time: string,
  status: string,
  order: string,
  more: Record<string, string> = {},
) => ({
  attempt_id: id,
  attempted_at: at(time),
  status,
  campus_id: 'c1',
  channel: 'wechat_pay',
  order_id: order,
  error_code: status === 'failed' ? 'SYSTEMERROR' : '',
  amount: '10',
  ...more,
});
const line = (
  id: string,
  kind: string,
  time: string,
  order: string,
  amount = '10',
  more: Record<string, string> = {},
) => ({
  line_id: id,
  kind,
  channel: 'wechat_pay',
  paid_at: at(time),
  order_id: order,
  amount,
  transaction_id: `t-${order}`,
  ...more,
});

const LOG = [
  attempt('a1', '12:00:00', 'failed', 'o1'),
  attempt('a2', '12:01:00', 'succeeded', 'o2'),
  attempt('a3', '12:02:00', 'succeeded', 'o3'),
  attempt('a4', '12:03:00', 'succeeded', 'o4', { channel: 'alipay' }),
  attempt('a5', '12:04:00', 'pending', 'o5'),
  attempt('a6', '12:05:00', 'succeeded', 'o6'),
  attempt('a7', '12:06:00', 'failed', 'o7'),
  attempt('a8', '12:07:00', 'succeeded', 'o7'),
  attempt('a9', '23:50:00', 'succeeded', 'o9'),
  attempt('b1', '13:00:00', 'failed', 'o10'),
  attempt('b2', '13:01:00', 'cancelled', 'o10'),
];
const BILL = [
  line('l1', 'payment', '12:00:05', 'o1'),
  line('l2', 'payment', '12:01:05', 'o2', '11'),
  line('l5', 'payment', '12:04:05', 'a5'),
  line('r6', 'refund', '14:00:00', 'o6'),
  line('l7', 'payment', '12:07:05', 'o7'),
  line('lx', 'payment', '12:08:00', 'nobody', '99'),
  line('r1', 'refund', '14:01:00', 'o1', '4'),
  line('l10', 'payment', '13:01:05', 'o10'),
];

const loaded = async (bill = BILL): Promise<Workspace> => {
  const place = workspace();
  await place.load(place.write('log.csv', csvOf(LOG)));
  await place.load(place.write('bill.csv', csvOf(bill)), { table: 'bills' });
  return place;
};
const findings = (place: Workspace) =>
  place.ask(`SELECT kind, coalesce(attempt_id, line_id) AS id, CAST(stake_minor AS INTEGER) AS stake
    FROM mart_reconciliation ORDER BY kind, id`);

describe('a bill', { timeout: 60_000 }, () => {
  it('corrects what the log calls unpaid, finds money and orders alone, and nets what was given back', async () => {
    const place = await loaded();
    expect(await findings(place)).toEqual([
      { kind: 'amount_mismatch', id: 'a2', stake: 100 },
      { kind: 'corrected', id: 'a1', stake: 600 },
      { kind: 'corrected', id: 'a5', stake: 1000 },
      { kind: 'corrected', id: 'b2', stake: 1000 },
      { kind: 'money_without_order', id: 'lx', stake: 9900 },
      { kind: 'order_without_money', id: 'a3', stake: 1000 },
    ]);
    expect(
      await place.ask(`SELECT attempt_id, reported_status, logged_status, status, category, rule FROM int_attempts
        WHERE rule = 'bill' ORDER BY 1`),
    ).toEqual([
      {
        attempt_id: 'a1',
        reported_status: 'failed',
        logged_status: 'failed',
        status: 'succeeded',
        category: null,
        rule: 'bill',
      },
      {
        attempt_id: 'a5',
        reported_status: 'pending',
        logged_status: 'failed',
        status: 'succeeded',
        category: null,
        rule: 'bill',
      },
      {
        attempt_id: 'b2',
        reported_status: 'cancelled',
        logged_status: 'cancelled',
        status: 'succeeded',
        category: null,
        rule: 'bill',
      },
    ]);
    expect(await place.ask(`SELECT order_key, outcome FROM int_orders_at_risk ORDER BY 1`)).toEqual([
      { order_key: 'o10', outcome: 'recovered' },
      { order_key: 'o7', outcome: 'recovered' },
    ]);
  });

  it('is paired with attempts in the order of time', async () => {
    const place = workspace();
    const order = (id: string, times: [time: string, status: string][]) =>
      times.map(([time, status], n) => attempt(`${id}${n}`, time, status, id));
    const log = [
      ...order('twice', [['12:20:00', 'failed'], ['12:21:00', 'succeeded']]),
      ...order('early', [['12:20:00', 'failed'], ['12:25:00', 'failed'], ['12:30:00', 'succeeded']]),
      ...order('once', [['12:40:00', 'failed'], ['12:41:00', 'succeeded']]),
    ]; // prettier-ignore
    const bill = [
      line('t1', 'payment', '12:20:10', 'twice'),
      line('t2', 'payment', '12:21:10', 'twice'),
      line('e1', 'payment', '12:20:10', 'early'),
      line('e2', 'payment', '12:30:10', 'early'),
      line('o1', 'payment', '12:41:10', 'once'),
    ];
    await place.load(place.write('log.csv', csvOf(log)), { publish: false });
    await place.load(place.write('bill.csv', csvOf(bill)), { table: 'bills' });
    const pairs = await place.work('SELECT line_id, attempt_id FROM int_bill_matches ORDER BY 1');
    expect(Object.fromEntries(pairs.map((it) => [it['line_id'], it['attempt_id']]))).toEqual({
      t1: 'twice0',
      t2: 'twice1',
      e1: 'early0',
      e2: 'early2',
      o1: 'once1',
    });
  });

  it('is followed by how many attempts it corrects, or by nothing', async () => {
    const place = workspace();
    await place.load(place.write('log.csv', csvOf(LOG)), { publish: false });
    const load = async (name: string, rows: object[]) => {
      const file = place.write(name, csvOf(rows as Record<string, string>[]));
      return (
        await payweather(['ingest', file, '--table', 'bills', '--db', place.at.published])
      ).stdout.toString();
    };
    expect(await load('none.csv', [line('l2', 'payment', '12:01:05', 'o2')])).not.toContain('succeeded');
    expect(await load('bill.csv', BILL)).toMatch(
      /\nby the bills 3 attempts count as succeeded that the log calls otherwise/,
    );
  });

  it('touches only what it is about, and gives what a load of everything at once gives', async () => {
    const whole = workspace();
    await whole.load(whole.write('bill.csv', csvOf(BILL)), { table: 'bills', publish: false });
    await whole.load(whole.write('log.csv', csvOf(LOG)));
    const random = seeded(4);
    for (const split of [2, 3]) {
      const parts = workspace();
      cpSync(whole.at.key, parts.at.key);
      const files = [
        ...[shuffled(LOG, random), [...LOG].reverse()].map((rows, n) => ({
          rows: rows.slice(n * split),
          table: 'attempts' as const,
        })),
        ...[BILL.slice(split), shuffled(BILL, random), BILL.slice(0, split)].map((rows) => ({
          rows,
          table: 'bills' as const,
        })),
      ];
      for (const [n, { rows, table }] of shuffled(files, random).entries()) {
        await parts.load(parts.write(`${split}-${n}.csv`, csvOf(rows)), { table });
      }
      expect(await contentOf(parts.at.published)).toEqual(await contentOf(whole.at.published));
    }
  });

  it('may be corrected itself: the later state of a line wins, and an attempt falls back', async () => {
    const place = await loaded();
    const file = place.write('again.csv', csvOf([line('l1', 'payment', '12:00:05', 'other')]));
    expect((await place.load(file, { table: 'bills' })).files).toMatchObject([{ rows_updated: 1 }]);
    expect((await place.load(file, { table: 'bills' })).files).toMatchObject([{ already_loaded: true }]);
    expect(await place.ask(`SELECT status, rule FROM int_attempts WHERE attempt_id = 'a1'`)).toEqual([
      { status: 'failed', rule: 'exact code' },
    ]);
  });

  it('rejects what is no line, and never keeps who paid', async () => {
    const place = workspace();
    const rows = [
      line('l1', 'payment', '12:00:05', 'o1', '10', { payer_id: 'openid-secret' }),
      line('l2', 'gift', '12:00:05', 'o1'),
      line('l3', 'payment', 'noon', 'o1'),
    ];
    const { files } = await place.load(place.write('bill.csv', csvOf(rows)), { table: 'bills' });
    expect(files).toMatchObject([{ rows_read: 3, rows_accepted: 1, rows_rejected: 2 }]);
    expect(JSON.stringify(await place.work('SELECT * FROM raw_bills'))).not.toContain('secret');
  });

  it('of a channel is read by the mapping of its name', async () => {
    const place = workspace();
    const file = place.write('bill.csv', readFileSync(join(FIXTURES, 'importers', 'wechat-bill.csv')));
    await place.load(file, { table: 'bills', mapping: 'wechat-bill' });
    expect(
      await place.work(
        `SELECT order_id, kind, CAST(amount_minor AS INTEGER) AS amount FROM stg_bills ORDER BY order_id`,
      ),
    ).toEqual([
      { order_id: 'CF123', kind: 'payment', amount: 1850 },
      { order_id: 'CF124', kind: 'refund', amount: 1200 },
      { order_id: 'CF125', kind: 'payment', amount: 990 },
    ]);
  });

  it('of the simulated campus gives the counts of its truth', async () => {
    const place = workspace();
    const out = join(place.dir, 'log');
    const { truth }: { truth: Truth } = await simulate({ out, days: 9, attemptsPerDay: 2500 });
    for (const table of ['campuses', 'attempts', 'bills'] as const) {
      await place.load(join(out, `${table}.csv`), { table, publish: table === 'bills' });
    }
    const counts = await place.ask(
      'SELECT kind, CAST(count(*) AS INTEGER) AS n FROM mart_reconciliation GROUP BY kind',
    );
    const { corrected, money_without_order, order_without_money, amount_mismatch } = truth.bills;
    expect(Object.fromEntries(counts.map(({ kind, n }) => [kind, n]))).toEqual({
      corrected,
      money_without_order,
      order_without_money,
      amount_mismatch,
    });
  });
});
