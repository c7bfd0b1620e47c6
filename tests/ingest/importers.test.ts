import iconv from 'iconv-lite';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readMapping, shippedMappings } from '../../ingest/mapping.ts';
import { TABLES } from '../../ingest/tables.ts';
import { zipOf } from './files.ts';
import { FIXTURES, SHARED, workspace, type Workspace } from './support.ts';

/** [file, mapping, encoding, rows that its NOTE counts, lines skipped, rows that the file itself promises] */
const REAL = [
  ['wechat-merchant-bills/pay_bill_result_all_content.csv', 'wechat-bill', 'utf-8', 1, 2, 48],
  ['wechat-merchant-bills/pay_bill_result_all_content_1.csv', 'wechat-bill', 'utf-8', 2, 2, 2],
  ['wechat-merchant-bills/pay_bill_result_refund_content.csv', 'wechat-bill', 'utf-8', 1, 2, 4],
  ['wechat-merchant-bills/pay_bill_result_success_content.csv', 'wechat-bill', 'utf-8', 1, 2, 31],
  ['wallet-bills/wechat__example-wechat-records.csv', 'wallet-export-wechat', 'utf-8', 27, 16, 43],
  ['wallet-bills/alipay__example-alipay-records.csv', 'wallet-export-alipay', 'gb18030', 10, 24, 66],
  ['wallet-bills/mt__example-mt-records.csv', 'wallet-export-meituan', 'utf-8', 29, 19, 29],
  ['shop-checks/checks.csv', join(FIXTURES, 'shop-checks', 'mapping.json'), 'utf-8', 5327, 0, null],
] as const;

const data = join(SHARED, 'data');

describe.runIf(existsSync(data))('the shared files', { timeout: 60_000 }, () => {
  it.each(REAL)('%s loads through %s', async (file, mapping, encoding, rows, skipped, promised) => {
    const { files } = await workspace().load(join(data, file), { mapping, publish: false });
    expect(files).toMatchObject([
      { encoding, rows_read: rows, rows_accepted: rows, rows_skipped: skipped, rows_promised: promised },
    ]);
  });
});

const fixture = (name: string) => readFileSync(join(FIXTURES, 'importers', name));
const inGbk = (name: string) => iconv.encode(iconv.decode(fixture(name), 'utf-8'), 'gb18030');

const COLUMNS = {
  when: 'CAST(attempted_at AS VARCHAR)',
  status: 'status',
  building: 'building_id',
  channel: 'channel',
  order: 'order_id',
  method: 'method',
  bank: 'bank',
  amount: 'CAST(amount_minor AS INTEGER)',
  latency: 'CAST(latency_ms AS INTEGER)',
};

async function stored(place: Workspace): Promise<unknown[][]> {
  const list = Object.entries(COLUMNS).map(([name, sql]) => `${sql} AS "${name}"`);
  const found = await place.work(`SELECT ${list.join(', ')} FROM raw_attempts ORDER BY attempted_at`);
  return found.map((row) => Object.values(row));
}

describe('a mapping that comes with the program', { timeout: 60_000 }, () => {
  it.each(shippedMappings())('%s is a mapping of attempts', (name) => {
    expect(Object.keys(readMapping(name, TABLES.attempts).columns).length).toBeGreaterThan(5);
  });

  it('reads a WeChat trade bill: backticks, commas in names, colons of full width, totals', async () => {
    const place = workspace();
    const file = place.write('bill.csv', fixture('wechat-bill.csv'));
    const { files } = await place.load(file, { mapping: 'wechat-bill', publish: false });
    expect(files).toMatchObject([
      { rows_read: 3, rows_accepted: 3, rows_skipped: 2, rows_promised: 3, encoding: 'utf-8' },
    ]);
    expect(await stored(place)).toEqual([
      [
        '2026-10-03 04:04:31',
        'succeeded',
        null,
        'wechat_pay',
        'CF123',
        'debit_card',
        'ICBC_DEBIT',
        1850,
        null,
      ],
      ['2026-10-03 05:20:05', 'cancelled', null, 'wechat_pay', 'CF124', 'wallet_balance', 'CFT', 0, null],
      ['2026-10-03 05:21:00', 'succeeded', null, 'wechat_pay', 'CF125', null, null, 990, null],
    ]);
    expect(
      await place.work(
        `SELECT json_extract_string(extra, '商品名称') AS name FROM raw_attempts ORDER BY attempted_at`,
      ),
    ).toEqual(['二食堂 鸡腿饭, 加蛋', '一食堂 "面条"', '奶茶'].map((name) => ({ name })));
    expect(JSON.stringify(await place.work('SELECT * FROM raw_attempts'))).not.toContain('oPayer');
  });

  it('reads an Alipay bill out of its zip: names and text in GBK, the detail alone', async () => {
    const place = workspace();
    const zip = await zipOf({
      '2088_20261003_业务明细(汇总).csv': inGbk('alipay-summary.csv'),
      '2088_20261003_业务明细.csv': inGbk('alipay-bill.csv'),
    });
    const { files } = await place.load(place.write('bill.csv.zip', zip), {
      mapping: 'alipay-bill',
      publish: false,
    });
    expect(files).toMatchObject([{ rows_read: 3, rows_accepted: 3, rows_skipped: 8, encoding: 'gb18030' }]);
    expect(await stored(place)).toEqual([
      ['2026-10-03 04:10:02', 'succeeded', 'S3', 'alipay', 'CF201', null, null, 1600, 7000],
      ['2026-10-03 05:01:40', 'cancelled', 'S3', 'alipay', 'CF201', null, null, -1000, 1000],
      ['2026-10-03 10:00:00', 'succeeded', 'S3', 'alipay', 'CF203', null, null, 800, 3000],
    ]);
  });

  it('reads a UnionPay ZM file by bytes, and rejects a line that ends too early', async () => {
    const place = workspace();
    const file = place.write('INN_ZM_', inGbk('unionpay-zm.txt'));
    const { files } = await place.load(file, { mapping: 'unionpay-zm', publish: false });
    expect(files).toMatchObject([
      { rows_read: 4, rows_accepted: 3, rejected: [{ count: 1, example_line: 4 }] },
    ]);
    expect(await stored(place)).toEqual([
      ['2026-10-03 04:15:02', 'succeeded', null, 'unionpay', 'CF301', 'debit_card', null, 1850, null],
      ['2026-10-03 04:16:33', 'succeeded', null, 'unionpay', 'CF302', 'debit_card', null, 990, null],
      ['2026-10-03 05:15:02', 'cancelled', null, 'unionpay', 'CF301', 'debit_card', null, 1850, null],
    ]);
    expect(JSON.stringify(await place.work('SELECT original FROM raw_rejects'))).not.toContain(
      '621*****0004',
    );
  });

  it('reads the exports of personal wallets, and rejects a state that it does not know', async () => {
    const wechat = workspace();
    const paths = (place: Workspace, name: string, bytes: Uint8Array) => place.write(`${name}.csv`, bytes);
    const load = async (place: Workspace, name: string, bytes: Uint8Array = fixture(`${name}.csv`)) =>
      (await place.load(paths(place, name, bytes), { mapping: name, publish: false })).files;
    expect(await load(wechat, 'wallet-export-wechat')).toMatchObject([
      {
        rows_read: 4,
        rows_accepted: 3,
        rows_skipped: 6,
        rows_promised: 4,
        rejected: [{ reason: 'status has a value that the mapping does not list', example_line: 11 }],
      },
    ]);
    expect(await stored(wechat)).toEqual([
      [
        '2026-03-02 04:45:27',
        'succeeded',
        '二食堂(南区店)',
        'wechat_pay',
        '129847129',
        'debit_card',
        'BOC',
        2816,
        null,
      ],
      ['2026-03-03 02:10:11', 'succeeded', '同学', 'wechat_pay', null, null, null, 35, null],
      [
        '2026-03-04 00:00:00',
        'succeeded',
        '早餐, 豆浆',
        'wechat_pay',
        '129847131',
        'wallet_balance',
        null,
        100550,
        null,
      ],
    ]);
    const alipay = workspace();
    expect(await load(alipay, 'wallet-export-alipay', inGbk('wallet-export-alipay.csv'))).toMatchObject([
      { rows_read: 4, rows_accepted: 4, rows_skipped: 10, rows_promised: 4, encoding: 'gb18030' },
    ]);
    expect((await stored(alipay)).map(([, status, , , , method, bank]) => [status, method, bank])).toEqual([
      ['succeeded', 'credit_card', 'BCOM'],
      ['succeeded', 'wallet_balance', null],
      ['cancelled', 'wallet_balance', null],
      ['cancelled', 'wallet_balance', null],
    ]);
    const meituan = workspace();
    expect(await load(meituan, 'wallet-export-meituan')).toMatchObject([
      { rows_read: 3, rows_accepted: 3, rows_skipped: 7, rows_promised: 3, encoding: 'utf-8' },
    ]);
    expect(
      (await stored(meituan)).map(([, status, , channel, , , , amount, latency]) => [
        status,
        channel,
        amount,
        latency,
      ]),
    ).toEqual([
      ['succeeded', 'wechat_pay', 683, 5000],
      ['cancelled', 'unionpay', 2000, 1000],
      ['succeeded', 'meituan', 2117, 12_000],
    ]);
  });

  it('refuses another file, and a name that is none', async () => {
    const place = workspace();
    const file = place.write('other.csv', 'a,b\n1,2\n');
    await expect(place.load(file, { mapping: 'wechat-bill' })).rejects.toThrow(
      /other\.csv: no line names the columns 交易时间, 商户订单号, 交易状态: is it read with the right mapping\?/,
    );
    await expect(place.load(file, { mapping: 'paypal' })).rejects.toThrow(
      /come with the program: alipay-bill, unionpay-zm/,
    );
  });
});
