import { utils, write, type WorkSheet } from '@e965/xlsx';
import iconv from 'iconv-lite';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { inspect } from '../../ingest/inspect/index.ts';
import { canonicalMapping } from '../../ingest/mapping.ts';
import { detectEncoding } from '../../ingest/sources/encoding.ts';
import { TABLES } from '../../ingest/tables.ts';
import { payweather } from '../cli/run.ts';
import { attemptsOf, sheetFile, zipOf } from './files.ts';
import { csvOf, inMemory, workspace, type Row, type Workspace } from './support.ts';

const ROWS = attemptsOf(3).map((row, n): Record<string, string> => ({
  ...row,
  error_message: ['余额不足', '𠮷野家', 'plain'][n] ?? '',
}));
const TEXT = csvOf(ROWS);
const stored = `SELECT attempt_id, error_message FROM raw_attempts ORDER BY 1`;
const EXPECTED = ROWS.map(({ attempt_id, error_message }) => ({ attempt_id, error_message })) as Row[];

const utf16be = (text: string) => Buffer.from(text, 'utf16le').swap16();

describe('an encoding', { timeout: 60_000 }, () => {
  it.each([
    ['utf-8', Buffer.from(TEXT)],
    ['utf-8', Buffer.from(`\ufeff${TEXT}`)],
    ['gb18030', iconv.encode(TEXT, 'gb18030')],
    ['gb18030', iconv.encode(TEXT.replaceAll('\n', '\r\n'), 'gb18030')],
    ['gb18030', gzipSync(iconv.encode(TEXT, 'gb18030'))],
    ['utf-16le', Buffer.from(`\ufeff${TEXT}`, 'utf16le')],
    ['utf-16be', utf16be(`\ufeff${TEXT}`)],
    ['utf-16le', Buffer.from(TEXT, 'utf16le')],
    ['utf-16be', utf16be(TEXT)],
  ])('%s is detected, stated and read (%#)', async (encoding, bytes) => {
    const place = workspace();
    const file = place.write('log.csv', bytes);
    const { files } = await place.load(file, { publish: false });
    expect(files).toMatchObject([{ encoding, rows_read: 3, rows_accepted: 3 }]);
    expect(await place.work(stored)).toEqual(EXPECTED);
    expect((await place.load(file, { publish: false })).files).toMatchObject([
      { encoding, already_loaded: true },
    ]);
    expect(existsSync(`${place.at.working}.unpacked`)).toBe(false);
  });

  it.each(['gb18030', 'utf-16le', 'utf-16be'] as const)('%s of NDJSON is read', async (encoding) => {
    const place = workspace();
    const text = ROWS.map((row) => `${JSON.stringify(row)}\n`).join('');
    const file = place.write('log.ndjson', iconv.encode(text, encoding));
    expect((await place.load(file, { publish: false })).files).toMatchObject([
      { encoding, rows_accepted: 3 },
    ]);
    expect(await place.work(stored)).toEqual(EXPECTED);
  });

  it('of a long file is told from its later parts too, and every character survives', async () => {
    const place = workspace();
    const rows = attemptsOf(30_000).map((row, n) => ({
      ...row,
      error_message: n > 20_000 ? '交易超时' : '',
    }));
    const file = place.write('log.csv', iconv.encode(csvOf(rows), 'gb18030'));
    const { files } = await place.load(file, { publish: false });
    expect(files).toMatchObject([{ encoding: 'gb18030', rows_accepted: 30_000 }]);
    expect(
      await place.work(`SELECT count(*)::INTEGER AS n FROM raw_attempts WHERE error_message = '交易超时'`),
    ).toEqual([{ n: 9999 }]);
  });

  it('that is named goes before what is detected', async () => {
    const place = workspace();
    const file = place.write('log.csv', iconv.encode(TEXT, 'gb18030'));
    const options = { publish: false, encoding: 'utf-8' } as const;
    expect((await place.load(file, options)).files).toMatchObject([
      { encoding: 'utf-8', rows_accepted: 1, rows_rejected: 2 },
    ]);
    const mapping = place.write('map.json', JSON.stringify({ encoding: 'latin9', columns: {} }));
    await expect(place.load(file, { mapping })).rejects.toThrow(
      /map\.json: encoding: give one of utf-8, gb18030/,
    );
  });

  it('that nothing fits is refused, with what it looks like', async () => {
    const place = workspace();
    const japanese = `attempt_id,note\n${'1,残高不足です。カードの残高が足りません\n'.repeat(5)}`;
    await expect(place.load(place.write('sjis.csv', iconv.encode(japanese, 'shift_jis')))).rejects.toThrow(
      /sjis\.csv: the text is neither UTF-8, UTF-16 nor GB18030 \(it looks like Shift_JIS\)/,
    );
    const latin = `id,note\n${'1,café élan naïve déjà vu\n'.repeat(5)}`;
    expect(detectEncoding(iconv.encode(latin, 'latin1')).encoding).toBeNull();
  });

  it.each([
    ['gb18030', iconv.encode(TEXT, 'gb18030'), [0x81]],
    ['gb18030', iconv.encode(TEXT, 'gb18030'), [0x81, 0x30]],
    ['utf-16le', Buffer.from(`\ufeff${TEXT}`, 'utf16le'), [0x00, 0xd8]],
    ['utf-8', Buffer.from(TEXT), [0xc3]],
  ])('%s with half a character makes that row a reject (%#)', async (encoding, whole, half) => {
    const place = workspace();
    const word = encoding === 'utf-16le' ? Buffer.from('plain', 'utf16le') : Buffer.from('plain');
    const at = whole.indexOf(word) + word.length;
    const bytes = Buffer.concat([whole.subarray(0, at), Buffer.from(half), whole.subarray(at)]);
    const { files } = await place.load(place.write('log.csv', bytes), { publish: false });
    const reason = `the row has bytes that are not ${encoding}`;
    expect(files).toMatchObject([
      { encoding, rows_read: 3, rows_accepted: 2, rejected: [{ reason, count: 1, example_line: 4 }] },
    ]);
    expect(await place.work(stored)).toEqual(EXPECTED.slice(0, 2));
  });

  it.each(['payer_id', 'note'])('is looked at in %s too, though payer_id is left out', async (name) => {
    const place = workspace();
    const { payer_id: _, ...columns } = canonicalMapping(TABLES.attempts).columns;
    const mapping = place.write('map.json', JSON.stringify({ encoding: 'utf-8', columns }));
    const rows = attemptsOf(2).map((row) => ({ ...row, payer_id: '', note: '' }));
    const bytes = Buffer.from(csvOf([...rows, { ...rows[0], [name]: '?' }]));
    bytes[bytes.indexOf('?')] = 0xff;
    const { files } = await place.load(place.write('log.csv', bytes), { mapping, publish: false });
    const reason = 'the row has bytes that are not utf-8';
    expect(files).toMatchObject([{ rows_accepted: 2, rejected: [{ reason, count: 1, example_line: 4 }] }]);
  });
});

const lines = (rows: object[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join('');
const sheet = (rows: Record<string, string>[]) => sheetFile({ S: utils.json_to_sheet(rows) });

/** The rows as a Parquet file. */
async function parquetOf(rows: Record<string, string>[]): Promise<Buffer> {
  const { write, dir } = workspace();
  const [from, to] = [write('rows.csv', csvOf(rows)), join(dir, 'rows.parquet')];
  await inMemory(({ connection }) =>
    connection.run(`COPY (FROM read_csv('${from}', all_varchar = true)) TO '${to}'`),
  );
  return readFileSync(to);
}

describe('feedback', { timeout: 120_000 }, () => {
  it.each<[name: string, make: (rows: Record<string, string>[]) => Promise<Buffer> | Buffer | string]>([
    ['log.csv', csvOf],
    ['log.ndjson', lines],
    ['log.xlsx', sheet],
    ['log.parquet', parquetOf],
  ])('is unknown where no row of %s has its column, and known for all where one has', async (name, make) => {
    const failed = attemptsOf(4).map((row) => ({ ...row, status: 'failed' }));
    const [first = {}, ...rest] = failed;
    const told = [{ feedback_at: '2026-03-02 12:00:01', ...first }, ...rest];
    for (const [rows, reported] of [
      [failed, false],
      [told, true],
    ] as const) {
      const place = workspace();
      await place.load(place.write(name, await make(rows)), { publish: false });
      expect(
        await place.work('SELECT reports_feedback, count(*)::INTEGER AS n FROM raw_attempts GROUP BY ALL'),
      ).toEqual([{ reports_feedback: reported, n: 4 }]);
    }
  });
});

describe('what is unpacked and rewritten during a load', { timeout: 60_000 }, () => {
  it('is removed when the load was refused, and at the next start when it was killed', async () => {
    const place = workspace();
    const folder = `${place.at.working}.unpacked`;
    const file = place.write(
      'log.csv',
      Buffer.from(`\ufeff${TEXT.replace('campus_id', 'campus')}`, 'utf16le'),
    );
    await expect(place.load(file)).rejects.toThrow(/log\.csv: there is no column campus_id/);
    expect(existsSync(folder)).toBe(false);
    mkdirSync(folder);
    writeFileSync(join(folder, 'member'), 'left by a load that was killed');
    await place.load(place.write('good.csv', TEXT), { publish: false });
    expect(existsSync(folder)).toBe(false);
  });
});

describe('a zip', { timeout: 60_000 }, () => {
  it('gives each of its logs a report of its own, whatever their encodings and formats', async () => {
    const place = workspace();
    const rows = attemptsOf(9);
    const file = place.write(
      'log.zip',
      await zipOf({
        'one.csv': csvOf(rows.slice(0, 3)),
        '二/two.csv': iconv.encode(
          csvOf(rows.slice(3, 5).map((row) => ({ ...row, bank: '工行' }))),
          'gb18030',
        ),
        'three.ndjson': rows
          .slice(5)
          .map((row) => `${JSON.stringify(row)}\n`)
          .join(''),
        'readme.pdf': '%PDF',
        '__MACOSX/._one.csv': 'x',
      }),
    );
    const { files } = await place.load(file, { publish: false });
    expect(files).toMatchObject([
      { file: `${file}/one.csv`, rows_accepted: 3, encoding: 'utf-8' },
      { file: `${file}/二/two.csv`, rows_accepted: 2, encoding: 'gb18030' },
      { file: `${file}/three.ndjson`, rows_accepted: 4 },
    ]);
    const again = await place.load([file, place.write('one.csv', csvOf(rows.slice(0, 3)))], {
      publish: false,
    });
    expect(again.files.map((it) => it.already_loaded)).toEqual([true, true, true, true]);
    expect(existsSync(`${place.at.working}.unpacked`)).toBe(false);
  });
});

describe('what is no log', { timeout: 60_000 }, () => {
  const told = async (place: Workspace, file: string) =>
    place.load(file).then(
      () => '',
      (error: unknown) => (error as Error).message,
    );

  it('is refused with what to name in its place: members of a zip, sheets, other formats', async () => {
    const place = workspace();
    const zip = place.write(
      'log.zip',
      await zipOf({ 'a.csv': TEXT, 'b.csv': TEXT, 'readme.txt': 'two logs\n' }),
    );
    expect(await told(place, zip)).toMatch(
      /readme\.txt: there is no column .+"members" which files of the zip are\)$/,
    );
    const members = place.write(
      'map.json',
      JSON.stringify({ ...canonicalMapping(TABLES.attempts), members: ['.csv'] }),
    );
    expect((await place.load(zip, { mapping: members, publish: false })).files).toHaveLength(2);
    const sheets = { 封面: utils.aoa_to_sheet([['x']]), 明细: utils.json_to_sheet(ROWS) };
    const book = place.write('log.xlsx', sheetFile(sheets));
    expect(await told(place, book)).toMatch(
      /no column attempt_id .+\(sheets: 封面, 明细: the first is read unless "sheet"/,
    );
    expect((await inspect(book))[0]?.sheets).toEqual(['封面', '明细']);
    const ods = place.write('log.ods', await zipOf({ mimetype: 'x', 'content.xml': '<x/>' }));
    expect(await told(place, ods)).toMatch(
      /log\.ods: a spreadsheet of OpenDocument \(ods\): save it as xlsx or CSV$/,
    );
    expect(await told(place, '/dev/zero')).toMatch(/^\/dev\/zero: it is a device or a pipe: name a file/);
  });

  it('is refused as soon as it is seen on standard input', async () => {
    const { at } = workspace();
    const ran = await payweather(['ingest', '-', '--db', at.published], undefined, 'x'.repeat(9 << 20));
    expect(ran).toMatchObject({
      code: 3,
      stderr: 'payweather: standard input: a line is longer than 4 MiB: this is no log\n',
    });
  });
});

describe('a spreadsheet', { timeout: 60_000 }, () => {
  const header = [
    'attempt_id',
    'attempted_at',
    'status',
    'campus_id',
    'channel',
    'order_id',
    'amount',
    'note',
  ];
  const when = { t: 'n', v: 46082.520891203705, z: 'yyyy-mm-dd hh:mm:ss' };
  const sheet = (): WorkSheet => {
    const made = utils.aoa_to_sheet([
      ['exported by the cashier'],
      [],
      header,
      ['0012', null, 'succeeded', 'north', 'alipay', '00420000000020261003', 12.5, 'a "b", c'],
      ['0013', null, 'failed', 'north', 'alipay', 1e21, 0.1, '2'],
    ]);
    return Object.assign(made, { B4: when, B5: when, H5: { t: 'n', f: 'HYPERLINK("x")', v: 7 } });
  };
  const mapping = {
    preamble_until: ['attempt_id', 'status'],
    columns: Object.fromEntries(header.slice(0, 7).map((name) => [name, { from: name }])),
  };

  it('is read cell by cell: texts as they are, numbers with all digits, dates, saved values of formulas', async () => {
    const place = workspace();
    const file = place.write('log.xlsx', sheetFile({ Sheet1: sheet() }));
    const map = place.write('map.json', JSON.stringify(mapping));
    const { files } = await place.load(file, { publish: false, mapping: map });
    expect(files).toMatchObject([{ rows_accepted: 2, rows_skipped: 2, encoding: null }]);
    expect(
      await place.work(
        `SELECT attempt_id, CAST(attempted_at AS VARCHAR) AS "when", order_id, amount_minor, extra FROM raw_attempts ORDER BY 1`,
      ),
    ).toEqual([
      {
        attempt_id: '0012',
        when: '2026-03-01 04:30:05',
        order_id: '00420000000020261003',
        amount_minor: '1250',
        extra: '{"note":"a \\"b\\", c"}',
      },
      {
        attempt_id: '0013',
        when: '2026-03-01 04:30:05',
        order_id: '1000000000000000000000',
        amount_minor: '10',
        extra: '{"note":"7"}',
      },
    ]);
  });

  it('has the empty cells at the end of a row, which it does not keep', async () => {
    const place = workspace();
    const [first = {}, ...rest] = attemptsOf(3);
    const file = place.write(
      'log.xlsx',
      sheetFile({ S: utils.json_to_sheet([{ ...first, bank: 'ICBC' }, ...rest]) }),
    );
    expect((await place.load(file, { publish: false })).files).toMatchObject([{ rows_accepted: 3 }]);
  });

  it('gives the sheet that the mapping names, and says which there are', async () => {
    const place = workspace();
    const file = place.write('log.xlsx', sheetFile({ 说明: utils.aoa_to_sheet([['x']]), 明细: sheet() }));
    const map = (name: string) => place.write('map.json', JSON.stringify({ ...mapping, sheet: name }));
    expect((await place.load(file, { publish: false, mapping: map('明细') })).files).toMatchObject([
      { rows_accepted: 2 },
    ]);
    await expect(place.load(file, { mapping: map('别的') })).rejects.toThrow(
      /no sheet 别的 \(found: 说明, 明细\)/,
    );
  });

  it('of the old kind is refused', async () => {
    const place = workspace();
    const book = utils.book_new();
    utils.book_append_sheet(book, utils.aoa_to_sheet([header]), 'S');
    const old = write(book, { type: 'buffer', bookType: 'biff8' }) as Buffer;
    await expect(place.load(place.write('log.xls', old))).rejects.toThrow(
      /log\.xls: a spreadsheet of the old kind/,
    );
  });
});
