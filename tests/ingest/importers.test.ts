import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { TABLES } from '../../ingest/tables.ts';
import { readMapping, shippedMappings } from '../../ingest/mapping.ts';
import { FIXTURES, SHARED, workspace } from './support.ts';

interface Case {
  file: string;
  mapping: string;
  encoding: string;
  rows: number;
  skipped: number;
  promised: number | null;
}

/** Every file of the shared data, with the rows that its NOTE counts and those that the file itself promises. */
const REAL: Case[] = [
  ['wechat-merchant-bills/pay_bill_result_all_content.csv', 'wechat-bill', 'utf-8', 1, 2, 48],
  ['wechat-merchant-bills/pay_bill_result_all_content_1.csv', 'wechat-bill', 'utf-8', 2, 2, 2],
  ['wechat-merchant-bills/pay_bill_result_refund_content.csv', 'wechat-bill', 'utf-8', 1, 2, 4],
  ['wechat-merchant-bills/pay_bill_result_success_content.csv', 'wechat-bill', 'utf-8', 1, 2, 31],
  ['wallet-bills/wechat__example-wechat-records.csv', 'wallet-export-wechat', 'utf-8', 27, 16, 43],
  ['wallet-bills/alipay__example-alipay-records.csv', 'wallet-export-alipay', 'gb18030', 10, 22, 66],
  ['wallet-bills/mt__example-mt-records.csv', 'wallet-export-meituan', 'utf-8', 29, 17, 29],
].map(
  ([file, mapping, encoding, rows, skipped, promised]) =>
    ({ file, mapping, encoding, rows, skipped, promised }) as Case,
);

async function load(
  { file, mapping, encoding, rows, skipped, promised }: Case,
  folder: string,
): Promise<void> {
  const place = workspace();
  const { files } = await place.load(join(folder, file), { mapping });
  console.log(JSON.stringify(files));
  console.log(
    await place.work(
      'select left(attempt_id, 4) AS id, CAST(attempted_at AS VARCHAR) AS "when", status, campus_id, building_id, channel, order_id, payer_id, method, bank, amount_minor, latency_ms, extra from raw_attempts',
    ),
    await place.work('select * from raw_rejects'),
  );
  expect(files).toMatchObject([
    {
      encoding,
      rows_read: rows,
      rows_accepted: rows,
      rows_rejected: 0,
      rows_skipped: skipped,
      rows_promised: promised,
    },
  ]);
}

const data = join(SHARED, 'data');
describe.runIf(existsSync(data))('the shared files', { timeout: 60_000 }, () => {
  it.each(REAL)('$file loads through $mapping', (it) => load(it, data));
});
