import { utils, type CellObject } from '@e965/xlsx';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import iconv from 'iconv-lite';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { literal, openMemory } from '../../ingest/database.ts';
import { ROOT } from '../../ingest/paths.ts';
import type { TableName } from '../../ingest/tables.ts';
import { sheetFile, zipOf } from './files.ts';
import { oneOf, pick, type Random } from './random.ts';

type Rows = Record<string, string>[];

/** A kind of file: the text that is in it, and what is made of that text, damaged or not. */
export interface Kind {
  ending: string;
  table: TableName;
  mapping?: string;
  text(random: Random): string;
  /** Missing where the text is the file. */
  pack?(text: Buffer, random: Random, scratch: string): Buffer | Promise<Buffer>;
}

const attempts = (random: Random): Rows =>
  Array.from({ length: 12 }, (_, n) => ({
    attempt_id: `a${pick(random, 1_000_000)}`,
    attempted_at: `2026-03-0${1 + (n % 9)} 12:00:0${n % 10}`,
    status: oneOf(random, ['succeeded', 'failed', 'cancelled', 'pending']),
    campus_id: 'north',
    channel: 'alipay',
    payer_id: `payer-${n}`,
    error_message: oneOf(random, ['', '余额不足', 'said "no", twice', 'two\nlines']),
    amount: '12.50',
    latency_ms: String(pick(random, 9000)),
    updated_at: n % 3 === 0 ? '' : `2026-03-1${pick(random, 10)} 00:00:00`,
  }));

const bill = (random: Random): Rows =>
  Array.from({ length: 12 }, (_, n) => ({
    line_id: `l${pick(random, 1_000_000)}`,
    channel: 'alipay',
    kind: oneOf(random, ['payment', 'refund']),
    paid_at: `2026-03-0${1 + (n % 9)} 12:00:0${n % 10}`,
    amount: '12.50',
    order_id: `a${pick(random, 1_000_000)}`,
    transaction_id: `余额 "${n}"`,
    updated_at: n % 3 === 0 ? '' : `2026-03-1${pick(random, 10)} 00:00:00`,
  }));

const csvOf = (rows: Rows) => stringify(rows, { header: true });
const csv = { ending: 'csv', table: 'attempts', text: (random: Random) => csvOf(attempts(random)) } as const;

/** A text in another encoding, with a mark before it or not. */
const encoded = (encoding: string): Kind => ({
  ...csv,
  pack: (text, random) => iconv.encode(text.toString('utf8'), encoding, { addBOM: random() < 0.5 }),
});

const shipped = (mapping: string, file: string, encoding: string): Kind => ({
  ending: 'txt',
  table: 'bills',
  mapping,
  text: () => readFileSync(join(ROOT, 'fixtures', 'importers', file), 'utf8'),
  pack: (text) => iconv.encode(text.toString('utf8'), encoding),
});

/** The most characters that a cell of a spreadsheet may have. */
const MOST_IN_CELL = 32_767;

/** A cell as a spreadsheet may hold it: text, number, date, formula, or an error. */
function cellOf(text: string, random: Random): CellObject {
  if (/^-?\d+(\.\d+)?$/.test(text) && random() < 0.7) return { t: 'n', v: Number(text) };
  if (text.startsWith('=')) return { t: 's', v: text.slice(1, MOST_IN_CELL), f: '1+1' };
  if (random() < 0.01)
    return oneOf(random, [
      { t: 'e', v: 7 },
      { t: 'b', v: true },
      { t: 'n', v: 46_082.5, z: 'yyyy-mm-dd hh:mm' },
    ]);
  return { t: 's', v: text.slice(0, MOST_IN_CELL) };
}

/** The cells of a CSV; where it is none, what lies between commas. */
function cellsOf(text: Buffer): string[][] {
  try {
    return parse(text, { relax_quotes: true, relax_column_count: true, skip_empty_lines: true, bom: true });
  } catch {
    return text
      .toString('utf8')
      .split('\n')
      .map((line) => line.split(','));
  }
}

function sheetOf(text: Buffer, random: Random): Buffer {
  const sheet = utils.aoa_to_sheet(
    cellsOf(text).map((row) => row.slice(0, 200).map((it) => cellOf(it, random))),
  );
  return sheetFile({ 流水: sheet, 说明: utils.aoa_to_sheet([['读我']]) });
}

/** The rows that can be read of a CSV, as Parquet, every column a text; nothing of a text that has none. */
async function parquetOf(text: Buffer, scratch: string): Promise<Buffer> {
  const [from, to] = ['in.csv', 'out.parquet'].map((name) => join(scratch, name)) as [string, string];
  writeFileSync(from, text);
  const database = await openMemory();
  try {
    await database.connection.run(
      `COPY (FROM read_csv(${literal(from)}, all_varchar = true, ignore_errors = true, header = true, max_line_size = 20000000))
       TO ${literal(to)} (FORMAT parquet)`,
    );
    return readFileSync(to);
  } catch {
    return text;
  } finally {
    database.close();
    for (const path of [from, to]) rmSync(path, { force: true });
  }
}

/** The kinds of files that are damaged. */
export const KINDS: Record<string, Kind> = {
  csv,
  ndjson: {
    ...csv,
    ending: 'ndjson',
    text: (random) =>
      attempts(random)
        .map((row) => `${JSON.stringify(row)}\n`)
        .join(''),
  },
  gb18030: encoded('gb18030'),
  'utf-16le': encoded('utf-16le'),
  'utf-16be': encoded('utf-16be'),
  gzip: { ...csv, ending: 'csv.gz', pack: (text) => gzipSync(text) },
  'zip of one': { ...csv, ending: 'zip', pack: (text) => zipOf({ '流水/a.csv': text }) },
  'zip of several': {
    ...csv,
    ending: 'zip',
    pack: (text, random) => {
      const whole = Buffer.from(csvOf(attempts(random)));
      const packed: Record<string, Buffer> = random() < 0.1 ? { 'd/e.csv': gzipSync(whole) } : {};
      return zipOf({
        'a.csv': whole,
        'b.csv': text,
        'c.csv': iconv.encode(text.toString('utf8'), 'gb18030'),
        ...packed,
      });
    },
  },
  xlsx: { ...csv, ending: 'xlsx', pack: sheetOf },
  parquet: { ...csv, ending: 'parquet', pack: (text, _, scratch) => parquetOf(text, scratch) },
  bill: { ending: 'csv', table: 'bills', text: (random) => csvOf(bill(random)) },
  'WeChat bill': shipped('wechat-bill', 'wechat-bill.csv', 'utf-8'),
  'Alipay bill': shipped('alipay-bill', 'alipay-bill.csv', 'gb18030'),
  'UnionPay bill': shipped('unionpay-zm', 'unionpay-zm.txt', 'gb18030'),
};
