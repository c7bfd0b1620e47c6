import { utils } from '@e965/xlsx';
import iconv from 'iconv-lite';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { inspect } from '../../ingest/inspect/index.ts';
import { attemptsOf, sheetFile, zipOf } from './files.ts';
import { csvOf, FIXTURES, inMemory, workspace, type Workspace } from './support.ts';

const ROWS = attemptsOf(4).map((row, n) => ({
  交易流水号: `T${n}`,
  交易时间: `2026/03/0${n + 1} 12:00:00`,
  支付状态: ['支付成功', '支付失败', '已取消', '处理中'][n] ?? '',
  校区: '南校区',
  支付渠道: ['微信支付', '支付宝', '微信支付', '银联'][n] ?? '',
  手机号: `1380000000${n}`,
  学号: `2026000${n}`,
  金额: `¥1,00${n}.50`,
  错误码: n === 1 ? 'NOTENOUGH' : '',
  campus: row['campus_id'] ?? '',
}));

/** Loads a file through what is proposed for it. */
async function throughProposal(place: Workspace, file: string) {
  const [found] = await inspect(file);
  const mapping = place.write('proposed.json', JSON.stringify(found?.mapping));
  return { found, report: (await place.load(file, { mapping, publish: false })).files[0] };
}

const stored = `SELECT CAST(attempted_at AS VARCHAR) AS "when", status, channel, CAST(amount_minor AS INTEGER) AS amount, error_code
  FROM raw_attempts ORDER BY 1`;
const ONE_LINE = /^\S+log\.parquet: the file cannot be read: \P{Cc}+$/u;
const EXPECTED = [
  ['2026-03-01 04:00:00', 'succeeded', 'wechat_pay', 100_050, null],
  ['2026-03-02 04:00:00', 'failed', 'alipay', 100_150, 'NOTENOUGH'],
  ['2026-03-03 04:00:00', 'cancelled', 'wechat_pay', 100_250, null],
  ['2026-03-04 04:00:00', 'pending', 'unionpay', 100_350, null],
];

describe('what is proposed for a file', { timeout: 60_000 }, () => {
  const csv = csvOf(ROWS);
  it.each([
    ['gb18030 with a preamble', 'log.csv', () => iconv.encode(`导出：支付日志\n共4笔\n${csv}`, 'gb18030'), 3],
    ['utf-16', 'log.txt', () => Buffer.from(`\ufeff${csv.replaceAll('\n', '\r\n')}`, 'utf16le'), 1],
    ['NDJSON', 'log.ndjson', () => ROWS.map((row) => `${JSON.stringify(row)}\n`).join(''), null],
    [
      'a spreadsheet',
      'log.xlsx',
      () =>
        sheetFile({
          S: utils.aoa_to_sheet([
            ['导出'],
            Object.keys(ROWS[0] ?? {}),
            ...ROWS.map((row) => Object.values(row)),
          ]),
        }),
      2,
    ],
  ])('%s loads all of it', async (_, name, make, headerLine) => {
    const place = workspace();
    const { found, report } = await throughProposal(place, place.write(name, make()));
    expect(found).toMatchObject({ header_line: headerLine, missing: [], mapping_name: null });
    expect(report).toMatchObject({ rows_read: 4, rows_accepted: 4 });
    expect((await place.work(stored)).map((row) => Object.values(row))).toEqual(EXPECTED);
    const telling = found?.columns.filter(({ masked }) => masked).map(({ name: column }) => column);
    expect(telling).toEqual(['手机号', '学号']);
    expect(JSON.stringify(found)).not.toMatch(/1380000000|20260000/);
  });

  it('of a log that is known loads as its own mapping does', async () => {
    const place = workspace();
    const { report } = await throughProposal(place, join(FIXTURES, 'mapped', 'log.tsv'));
    expect(report).toMatchObject({ rows_read: 4, rows_accepted: 3, rows_rejected: 1, rows_skipped: 1 });
    const { report: checks } = await throughProposal(place, join(FIXTURES, 'shop-checks', 'checks-500.csv'));
    expect(checks).toMatchObject({ rows_read: 500 });
  });

  it('is the canonical reading for a canonical log, Parquet too', async () => {
    const place = workspace();
    const file = join(place.dir, 'log.parquet');
    await inMemory(({ connection }) =>
      connection.run(
        `COPY (FROM read_csv('${join(FIXTURES, 'canonical', 'attempts.csv')}', all_varchar = true)) TO '${file}' (FORMAT parquet)`,
      ),
    );
    const { found, report } = await throughProposal(place, file);
    expect(report).toMatchObject({ rows_read: 6, rows_rejected: 0 });
    expect(found?.columns.find(({ name }) => name === 'payer_id')).toMatchObject({
      masked: true,
      maps_to: 'payer_id',
    });
  });

  it.each([
    ['cut off', (bytes: Buffer) => bytes.subarray(0, -20)],
    ['with its rows overwritten', (bytes: Buffer) => bytes.fill(0xff, 4, 99)],
    ['with its footer overwritten', (bytes: Buffer) => bytes.fill(0xff, bytes.length - 99, bytes.length - 8)],
    [
      'with a NUL in the name of a column',
      (bytes: Buffer) => Buffer.from(bytes.toString('latin1').replaceAll('channel', 'chan\0el'), 'latin1'),
    ],
  ])('is nothing for Parquet %s: it is refused as a load refuses it', async (_, damaged) => {
    const place = workspace();
    const file = join(place.dir, 'log.parquet');
    const source = place.write('log.csv', csvOf(attemptsOf(9)));
    await inMemory(({ connection }) => connection.run(`COPY (FROM '${source}') TO '${file}'`));
    place.write('log.parquet', damaged(readFileSync(file)));
    const told = await inspect(file).catch((error: unknown) => error);
    expect(told).toMatchObject({ exitCode: 3, message: expect.stringMatching(ONE_LINE) as string });
    await expect(place.load(file)).rejects.toEqual(told);
  });

  it.each([
    ['beside the rows', '合计,20,,,,345.00\n', '合计,'],
    ['in words', '以上数据仅供参考\n', '以上'],
    ['far behind the rows', `${'\n'.repeat(1 << 20)}共20笔\n`, '共'],
  ])('leaves out totals and footers %s, and says so', async (_, footer, start) => {
    const place = workspace();
    const rows = attemptsOf(20).map((row, n) => ({ ...row, amount: `${n}.00` }));
    const { found, report } = await throughProposal(place, place.write('log.csv', csvOf(rows) + footer));
    expect(found?.missing).toEqual([]);
    expect(found?.reasons.at(-1)).toEqual({
      about: 'skip_where',
      because: [{ code: 'footer', start, count: 1 }],
    });
    expect(report).toMatchObject({ rows_accepted: 20, rows_rejected: 0, rows_skipped: 1 });
  });

  it('takes a column for what it is where a few of its values are odd, and says so, and from how many rows', async () => {
    const place = workspace();
    const rows = attemptsOf(400).map((row, n) => ({
      ...row,
      attempted_at: n === 7 ? 'noon' : `2026-03-02 12:00:${String(n % 60).padStart(2, '0')}`,
      amount: n === 8 ? 'free' : `${n}.00`,
    }));
    const { found, report } = await throughProposal(place, place.write('log.csv', csvOf(rows)));
    expect(found?.reasons.find(({ about }) => about === 'amount')?.because.at(-1)).toEqual({
      code: 'odd',
      count: 1,
    });
    expect(found?.told_from).toBe(299);
    expect(report).toMatchObject({ rows_accepted: 398, rows_rejected: 2 });
    const [small] = await inspect(place.write('small.csv', csvOf(rows.slice(0, 20))));
    expect(small?.told_from).toBeNull();
  });

  it('is the mapping that comes with the program, where its header is found', async () => {
    const place = workspace();
    for (const name of readdirSync(join(FIXTURES, 'importers'))) {
      const own = name.replace(/\.\w+$/, '');
      if (own === 'alipay-summary') continue;
      const bytes = iconv.encode(readFileSync(join(FIXTURES, 'importers', name), 'utf8'), 'gb18030');
      const [found] = await inspect(place.write(`x-${name}`, bytes));
      expect(found, name).toMatchObject({ mapping_name: own, encoding: 'gb18030' });
      expect(JSON.stringify(found), name).not.toMatch(/621\*|exa\*|oPayer/);
    }
  });

  it('tells of each member of a zip, and of what is missing', async () => {
    const place = workspace();
    const file = place.write(
      'log.zip',
      await zipOf({ 'a.csv': csv, 'b.csv': 'colour,size\nred,3\nblue,4\n' }),
    );
    const found = await inspect(file);
    expect(found).toMatchObject([
      { file: `${file}/a.csv`, missing: [] },
      { file: `${file}/b.csv`, mapping: null, missing: ['attempted_at', 'status'] },
    ]);
    expect(readdirSync(place.dir)).toEqual(['log.zip']);
  });
});
