import { stringify } from 'csv-stringify/sync';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ingest } from '../../ingest/index.ts';
import { locate } from '../../ingest/paths.ts';
import type { TableName } from '../../ingest/tables.ts';
import { reconciliationAnswer } from '../../src/lib/contracts/index.ts';
import { ask, closePublished, encode } from '../../src/lib/server/index.ts';
import { newFolder } from './world.ts';

const at = (time: string) => `2026-03-01T${time}+08:00`;
const attempt = (id: string, time: string, status: string, order: string, campus = 'c1') => ({
  attempt_id: id,
  attempted_at: at(time),
  status,
  campus_id: campus,
  channel: 'wechat_pay',
  order_id: order,
  error_code: status === 'failed' ? 'SYSTEMERROR' : '',
  amount: '10',
});
const line = (id: string, time: string, order: string, amount = '10', kind = 'payment') => ({
  line_id: id,
  kind,
  channel: 'wechat_pay',
  paid_at: at(time),
  order_id: order,
  amount,
  transaction_id: `t-${order}`,
});

/** Two paid though logged as failed, one of them given back in part; one sum that differs; one of each side alone. */
const LOG = [
  attempt('a1', '12:00:00', 'failed', 'o1'),
  attempt('a2', '12:01:00', 'succeeded', 'o2'),
  attempt('a3', '12:02:00', 'succeeded', 'o3'),
  attempt('a4', '12:03:00', 'failed', 'o4', 'c2'),
  attempt('a5', '12:04:00', 'failed', 'o5'),
  attempt('a6', '12:05:00', 'succeeded', 'o6'),
];
const BILL = [
  line('l1', '12:00:05', 'o1'),
  line('r1', '13:00:00', 'o1', '4', 'refund'),
  line('l2', '12:01:05', 'o2', '11'),
  line('l4', '12:03:05', 'o4'),
  line('l6', '12:05:05', 'o6'),
  line('lx', '12:55:00', 'nobody', '99'),
  { ...line('late', '00:10:00', 'later', '7'), paid_at: '2026-03-02T00:10:00+08:00' },
];
const DAY = { from: '2026-03-01', to: '2026-03-01' };

let folder: string;

beforeAll(async () => {
  folder = await newFolder();
  const locations = locate(join(folder, 'payweather.duckdb'));
  const load = (name: TableName, rows: object[]) => {
    writeFileSync(join(folder, `${name}.csv`), stringify(rows, { header: true }));
    return ingest(locations, { paths: [join(folder, `${name}.csv`)], table: name });
  };
  await load('attempts', LOG);
  await load('bills', BILL);
  process.env['PAYWEATHER_DB'] = locations.published;
}, 240_000);
afterAll(() => {
  closePublished();
  rmSync(folder, { recursive: true });
});

const asked = async (keys: object = {}) =>
  reconciliationAnswer.parse(await ask('reconciliation', { ...DAY, ...keys }));

describe('reconciliation', { timeout: 120_000 }, () => {
  it('lists every difference with both sides, what is at stake, its age, and the line', async () => {
    const { items, total } = await asked();
    expect(total).toBe(5);
    const told = Object.fromEntries(items.map((it) => [it.item_id, it]));
    expect(told['corrected l1']).toMatchObject({
      attempt_id: 'a1',
      order_id: 'o1',
      line_id: 'l1',
      transaction_id: 't-o1',
      reported_status: 'failed',
      logged_status: 'failed',
      corrected_status: 'succeeded',
      logged_category: 'timeout',
      attempt_amount: 10,
      bill_amount: 10,
      refunded: 4,
      at_stake: 6,
      past_line: true,
    });
    expect(told['amount_mismatch l2']).toMatchObject({ at_stake: 1, attempt_amount: 10, bill_amount: 11 });
    expect(told['order_without_money a3']).toMatchObject({ line_id: null, at_stake: 10, attempt_id: 'a3' });
    const lost = told['money_without_order lx'];
    expect(lost).toMatchObject({ attempt_id: null, bill_order_id: 'nobody', at_stake: 99 });
    // A payment ten minutes past midnight is the end of the data.
    expect(lost).toMatchObject({ past_line: true });
    expect(lost!.age_minutes).toBeCloseTo(675);
    const { items: newest } = reconciliationAnswer.parse(await ask('reconciliation', { limit: 1 }));
    expect(newest).toMatchObject([{ item_id: 'money_without_order late', past_line: false, age_minutes: 0 }]);
    expect(items.map(({ happened_at }) => happened_at)).toEqual(
      items
        .map(({ happened_at }) => happened_at)
        .toSorted()
        .reverse(),
    );
  });

  it('shows rates before and after, and what the bills cover', async () => {
    const { before, after, corrected, attempts, covered_attempts: covered, coverage } = await asked();
    expect({ before, after, corrected, attempts, covered }).toEqual({
      before: { failures: 3, settled: 6, failure_rate: 0.5 },
      after: { failures: 1, settled: 6, failure_rate: 1 / 6 },
      corrected: 2,
      attempts: 6,
      covered: 6,
    });
    expect(coverage).toMatchObject([
      { channel: 'wechat_pay', ...DAY, payments: 5, matched: 4, paid: 140, refunds: 1, refunded: 4 },
    ]);
    const { failures, settled } = await ask('summary', DAY);
    expect([failures.value, settled.value]).toEqual([after.failures, after.settled]);
  });

  it('is narrowed by kind, campus and window, and paged without losing or repeating', async () => {
    const only = await asked({ kind: ['corrected'] });
    expect(only.items.map(({ line_id }) => line_id)).toEqual(['l4', 'l1']);
    expect(only.findings_by_kind.find(({ kind }) => kind === 'money_without_order')?.items).toBe(1);
    const there = await asked({ campus_id: ['c2'] });
    expect(there.items.map(({ item_id }) => item_id)).toEqual(['money_without_order lx', 'corrected l4']);
    expect((await asked({ from: '2026-02-01', to: '2026-02-02' })).total).toBe(0);
    const all: string[] = [];
    let cursor: string | null | undefined;
    do {
      const page = await asked({ limit: 2, ...(cursor && { cursor }) });
      all.push(...page.items.map(({ item_id }) => item_id));
      cursor = page.next_cursor;
    } while (cursor);
    expect(all).toEqual((await asked()).items.map(({ item_id }) => item_id));
  });

  it('covers without dates what log and bills cover', async () => {
    const { from, to, total } = reconciliationAnswer.parse(await ask('reconciliation', {}));
    expect([from, to, total]).toEqual(['2026-03-01', '2026-03-02', 6]);
    expect(reconciliationAnswer.parse(await ask('reconciliation', { from: DAY.from })).to).toBe('2026-03-02');
    expect(reconciliationAnswer.parse(await ask('reconciliation', { to: DAY.to })).total).toBe(5);
  });

  it('is a table of its findings for a spreadsheet', async () => {
    const csv = Buffer.from(await encode(await asked(), 'reconciliation', 'csv')).toString();
    expect(csv.trim().split('\n')).toHaveLength(1 + 5);
    expect(csv).toContain('money_without_order');
  });
});
