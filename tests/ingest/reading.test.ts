import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readMapping } from '../../ingest/mapping.ts';
import { findFiles, formatOf } from '../../ingest/sources/files.ts';
import { records } from '../../ingest/sources/records.ts';
import { TABLES } from '../../ingest/tables.ts';
import { csvOf, workspace } from './support.ts';

async function recordsOf(text: string, delimiter?: string, chunk = 7): Promise<[number, number, string][]> {
  const bytes = Buffer.from(text);
  const chunks = Array.from({ length: Math.ceil(bytes.length / chunk) }, (_, n) =>
    bytes.subarray(n * chunk, (n + 1) * chunk),
  );
  const found: [number, number, string][] = [];
  for await (const { line, at, text: said } of records(Readable.from(chunks), delimiter))
    found.push([line, at, said]);
  return found;
}

describe('records', () => {
  it.each([1, 2, 3, 7, 1000])('are found with line and byte in chunks of %i', async (chunk) => {
    const text = 'a,b\r\n1,"x\r\ny ""z"""\r\n\r\n2,余额\n3,say "hi\n"",4\r5,6';
    expect(await recordsOf(text, ',', chunk)).toEqual([
      [1, 0, 'a,b'],
      [2, 5, '1,"x\r\ny ""z"""'],
      [5, 23, '2,余额'],
      [6, 32, '3,say "hi'],
      [7, 42, '"",4'],
      [8, 47, '5,6'],
    ]);
  });

  it('without quoting are lines; blank lines are none', async () => {
    expect(await recordsOf('{"a":"\n \t\n"}\n\n')).toEqual([
      [1, 0, '{"a":"'],
      [3, 10, '"}'],
    ]);
  });

  it('give what a quote that never ends begins', async () => {
    expect(await recordsOf('a\n"b\nc\n', ',')).toEqual([
      [1, 0, 'a'],
      [2, 2, '"b\nc'],
    ]);
  });
});

describe('files', () => {
  it('are found by name, folder and glob, each once, in order', async () => {
    const { dir, write } = workspace();
    mkdirSync(join(dir, 'logs', 'deep'), { recursive: true });
    for (const name of ['logs/b.csv', 'logs/a.csv.gz', 'logs/deep/c.ndjson', 'logs/note.md', 'logs/d[1].csv'])
      write(name, '');
    const at = (...names: string[]) => names.map((name) => join(dir, 'logs', name));
    expect(await findFiles([join(dir, 'logs')])).toEqual(
      at('a.csv.gz', 'b.csv', 'd[1].csv', 'deep/c.ndjson'),
    );
    expect(await findFiles([join(dir, 'logs', '*.csv'), join(dir, 'logs', 'b.csv')])).toEqual(
      at('b.csv', 'd[1].csv'),
    );
    expect(await findFiles(at('d[1].csv'))).toEqual(at('d[1].csv'));
  });

  it.each([
    ['nowhere.csv', /nowhere\.csv: no such file/],
    ['empty', /empty: no log .* lies in it/],
    ['*.csv', /no such file/],
  ])('%s is refused with exit code 3', async (name, message) => {
    const { dir } = workspace();
    mkdirSync(join(dir, 'empty'));
    await expect(findFiles([join(dir, name)])).rejects.toMatchObject({
      exitCode: 3,
      message: expect.stringMatching(message) as string,
    });
  });

  it('tell their format by their content first', () => {
    const { write } = workspace();
    expect(formatOf(write('a.csv', 'PAR1...'), Buffer.from('PAR1'))).toBe('parquet');
    expect(formatOf(write('b.txt', ' {"a":1}'), Buffer.from(' {"a":1}'))).toBe('ndjson');
    expect(formatOf(write('c.txt', 'a,b'), Buffer.from('a,b'))).toBe('csv');
  });
});

const GOOD = Object.fromEntries(
  ['attempt_id', 'attempted_at', 'status', 'campus_id', 'channel'].map((name) => [name, { from: name }]),
);

describe('a mapping', () => {
  it.each([
    ['no JSON', '{', /map\.json: the mapping cannot be read as JSON/],
    ['a word nobody knows', { colums: {}, columns: GOOD }, /map\.json: .*colums/],
    ['a column nobody knows', { columns: { ...GOOD, colour: { value: 'x' } } }, /map\.json: columns\.colour/],
    [
      'a column missing',
      { columns: { ...GOOD, status: undefined } },
      /map\.json: columns\.status is missing/,
    ],
    [
      'two sources',
      { columns: { ...GOOD, status: { from: 'a', value: 'b' } } },
      /map\.json: columns\.status: give exactly one/,
    ],
    [
      'no source',
      { columns: { ...GOOD, status: { lower: true } } },
      /map\.json: columns\.status: give exactly one/,
    ],
    [
      'a wrong scale',
      { columns: { ...GOOD, amount: { from: 'a', scale: -1 } } },
      /map\.json: columns\.amount\.scale/,
    ],
    ['a wrong format', { format: 'xml', columns: GOOD }, /map\.json: format/],
  ])('with %s is refused, naming file and key', (_, content, message) => {
    const { write } = workspace();
    const path = write('map.json', typeof content === 'string' ? content : JSON.stringify(content));
    expect(() => readMapping(path, TABLES.attempts)).toThrow(message);
  });

  const mapped = async (columns: Record<string, object>, rows: Record<string, string>[]) => {
    const place = workspace();
    const mapping = place.write('map.json', JSON.stringify({ columns: { ...GOOD, ...columns } }));
    const base = {
      status: 'succeeded',
      campus_id: 'north',
      channel: 'alipay',
      attempted_at: '2026-03-02T00:00:00Z',
    };
    const log = csvOf(rows.map((row, n) => ({ attempt_id: `m${n}`, ...base, ...row })));
    const result = await place.load(place.write('log.csv', log), { mapping });
    return { place, report: result.files[0] };
  };

  it('refuses a source column that the file lacks', async () => {
    await expect(mapped({ bank: { from: 'issuer' } }, [{}])).rejects.toThrow(
      /log\.csv: there is no column issuer/,
    );
  });

  it('takes "empty" before "values", and "else" for the rest', async () => {
    const { place, report } = await mapped(
      {
        bank: { from: 'issuer', empty: ['-'], values: { a: 'ABC' } },
        method: { from: 'kind', values: { c: 'credit' }, else: 'other' },
      },
      [
        { issuer: '-', kind: 'c' },
        { issuer: 'a', kind: 'z' },
        { issuer: 'q', kind: 'c' },
      ],
    );
    expect(report?.rejected).toEqual([
      { reason: 'bank has a value that the mapping does not list', count: 1, example_line: 4 },
    ]);
    expect(await place.ask('SELECT attempt_id, bank, method FROM int_attempts ORDER BY 1')).toEqual([
      { attempt_id: 'm0', bank: 'unknown', method: 'credit' },
      { attempt_id: 'm1', bank: 'ABC', method: 'other' },
    ]);
  });

  it('takes the first of several names that the file has, and keeps the others', async () => {
    const { place } = await mapped({ bank: { from: ['card', 'issuer', 'card_bank'] } }, [
      { issuer: 'ICBC', card_bank: 'CCB' },
    ]);
    expect(await place.ask('SELECT bank, extra FROM int_attempts')).toEqual([
      { bank: 'ICBC', extra: '{"card_bank":"CCB"}' },
    ]);
  });

  it('reads epochs, and rejects those that are no time', async () => {
    const { place, report } = await mapped({ attempted_at: { from: 'when', format: 'epoch_ms' } }, [
      { when: '1772424000123' },
      { when: '99999999999999' },
      { when: '99999999999999999999' },
      { when: 'now' },
      { when: '-1' },
    ]);
    expect(report).toMatchObject({ rows_accepted: 1, rows_rejected: 4 });
    expect(await place.ask('SELECT CAST(attempted_at AS VARCHAR) AS at FROM int_attempts')).toEqual([
      { at: '2026-03-02 04:00:00.123' },
    ]);
  });
});

const attempt = (id: string, more: Record<string, string> = {}) => ({
  attempt_id: id,
  attempted_at: '2026-03-02 12:00:00',
  status: 'succeeded',
  campus_id: 'north',
  channel: 'alipay',
  ...more,
});

describe('a load', { timeout: 60_000 }, () => {
  it('gives the lines of rejects in CRLF, with a byte order mark, quoted newlines and no final newline', async () => {
    const place = workspace();
    const text = `\ufeff${csvOf([attempt('a'), attempt('b', { bank: 'two\nlines' }), attempt('c', { status: 'odd' }), attempt('d'), attempt('e', { status: 'odd' })])}`;
    await place.load(place.write('log.csv', text.trimEnd().replaceAll('\n', '\r\n')));
    expect(
      await place.ask('SELECT CAST(line AS INTEGER) AS line, original[1] AS id FROM raw_rejects ORDER BY 1'),
    ).toEqual([
      { line: 5, id: 'c' },
      { line: 7, id: 'e' },
    ]);
  });

  it('reads a file whose lines end in different ways, and one that ends them by \\r', async () => {
    const place = workspace();
    const [header, a, b, c] = csvOf([attempt('a'), attempt('b'), attempt('c', { status: 'odd' })]).split(
      '\n',
    );
    const { files } = await place.load([
      place.write('mixed.csv', `${header}\r\n${a}\n${b}\r\n${c}\n`),
      place.write('old.csv', `${header}\r${a}\r${b}\r${c}\r`),
    ]);
    expect(files).toMatchObject([
      { rows_accepted: 2, rows_rejected: 1, rejected: [{ example_line: 4 }] },
      { rows_duplicate: 2, rows_rejected: 1, rejected: [{ example_line: 4 }] },
    ]);
  });

  it('rejects a row that is not UTF-8', async () => {
    const place = workspace();
    const [header = '', ...rest] = csvOf(
      Array.from({ length: 60 }, (_, n) => attempt(`a${n}`, { bank: n ? '工行' : '' })),
    ).split('\n');
    const damaged = Buffer.from([header, ...rest].join('\n'));
    damaged[header.length + 3] = 0xff;
    const { files } = await place.load(place.write('log.csv', damaged));
    expect(files).toMatchObject([
      { rows_read: 60, rows_accepted: 59, rows_rejected: 1, rejected: [{ example_line: 2 }] },
    ]);
  });

  it('finds the lines of rejects in a file of many row groups, plain and gzip', async () => {
    const place = workspace();
    const bad = new Set([3, 122_880, 130_001, 250_000]);
    const rows = Array.from(
      { length: 250_001 },
      (_, n) =>
        `${n},2026-03-02 12:00:00,${bad.has(n) ? 'odd' : 'succeeded'},north,alipay${n === 200_000 ? ',x' : ''}`,
    );
    const text = `attempt_id,attempted_at,status,campus_id,channel\n${rows.join('\n')}\n`;
    for (const file of [place.write('log.csv', text), place.write('packed', gzipSync(text, { level: 1 }))]) {
      const { files } = await place.load(file, { dryRun: true });
      expect(files).toMatchObject([{ rows_read: 250_001, rows_accepted: 249_996, rows_rejected: 5 }]);
      expect(files[0]?.rejected.map(({ example_line }) => example_line)).toEqual([5, 200_002]);
    }
    await place.load(join(place.dir, 'log.csv'), { publish: false });
    const found = await place.work(
      'SELECT CAST(line AS INTEGER) AS line, original FROM raw_rejects ORDER BY 1',
    );
    expect(found.map(({ line, original }) => [line, Number(String(original).split(',')[0]) + 2])).toEqual(
      [3, 122_880, 130_001, 200_000, 250_000].map((n) => [n + 2, n + 2]),
    );
  });

  it('of the same bytes changes nothing; a dry run neither', async () => {
    const place = workspace();
    const file = place.write('log.csv', csvOf([attempt('a'), attempt('b', { status: 'odd' })]));
    const dry = await place.load(file, { dryRun: true });
    expect(dry).toMatchObject({
      version: null,
      files: [{ rows_accepted: 1, rows_rejected: 1, already_loaded: false }],
    });
    expect(existsSync(place.at.published)).toBe(false);
    expect(
      await place.work('SELECT * FROM raw_attempts UNION ALL BY NAME SELECT * FROM raw_rejects'),
    ).toEqual([]);
    expect((await place.load(file)).version).not.toBeNull();
    const published = readFileSync(place.at.published);
    expect(await place.load(file)).toMatchObject({
      version: null,
      files: [{ rows_accepted: 1, already_loaded: true }],
    });
    await place.load(place.write('other.csv', csvOf([attempt('c')])), { dryRun: true });
    expect(readFileSync(place.at.published).equals(published)).toBe(true);
  });

  it('reads the named file alone, whatever its name holds', async () => {
    const place = workspace();
    place.write('log1.csv', csvOf([attempt('other')]));
    for (const name of ['log[1].csv', 'log*.csv', 'log?.csv', "it's.csv"]) {
      const file = place.write(name, csvOf([attempt(name)]));
      expect((await place.load(file, { publish: false })).files, name).toMatchObject([
        { rows_read: 1, rows_accepted: 1 },
      ]);
    }
    expect(await place.work('SELECT attempt_id FROM raw_attempts ORDER BY 1')).toEqual(
      ["it's.csv", 'log*.csv', 'log?.csv', 'log[1].csv'].map((attempt_id) => ({ attempt_id })),
    );
  });

  it('rejects what is no time, number or currency without stopping', async () => {
    const place = workspace();
    const wrong: Record<string, string>[] = [
      { attempted_at: 'infinity' },
      { attempted_at: '-infinity' },
      { attempted_at: '294247-01-10 04:00:54' },
      { attempted_at: '24:00' },
      { latency_ms: 'NaN' },
      { latency_ms: '1e300' },
      { latency_ms: 'inf' },
      { amount: '1e30' },
      { amount: 'NaN' },
      { updated_at: 'infinity' },
      { feedback_at: 'soon' },
      { currency: '元' },
      { attempt_id: 'x'.repeat(129) },
      { channel: ' ' },
    ];
    const rows = wrong.map((more, n) => attempt(`w${n}`, more));
    const { files } = await place.load(place.write('log.csv', csvOf([...rows, attempt('good')])), {
      publish: false,
    });
    expect(files).toMatchObject([{ rows_accepted: 1, rows_rejected: wrong.length }]);
  });
});

describe('campuses, buildings and calendar', { timeout: 60_000 }, () => {
  it('reject what is wrong in them, and take later rows for updates', async () => {
    const place = workspace();
    const campuses = await place.load(
      place.write(
        'campuses.csv',
        'campus_id,name,timezone\na,A,Mars/Olympus\nb,B,Asia/Tokyo\nb,Bee,Asia/Tokyo\n,C,\n',
      ),
      { table: 'campuses' },
    );
    expect(campuses.files).toMatchObject([
      { rows_read: 4, rows_accepted: 1, rows_updated: 1, rows_rejected: 2 },
    ]);
    const buildings = await place.load(
      place.write(
        'buildings.csv',
        'campus_id,building_id,name,kind,latitude\nb,1,Hall,Canteen,35.1\nb,2,Pit,cave,1\nb,3,Far,gym,north\nc,1,Same id,,\n',
      ),
      { table: 'buildings' },
    );
    expect(buildings.files).toMatchObject([{ rows_accepted: 2, rows_rejected: 2 }]);
    const calendar = await place.load(
      place.write(
        'calendar.csv',
        'campus_id,date,kind,note\nb,2026-02-28,exam,\nb,2026-02-29,exam,\nb,2026-02-28,term,\nb,2026-02-28,party,\n',
      ),
      { table: 'calendar' },
    );
    expect(calendar.files).toMatchObject([{ rows_accepted: 2, rows_rejected: 2 }]);
    expect(await place.ask('SELECT campus_id, name, timezone FROM stg_campuses')).toEqual([
      { campus_id: 'b', name: 'Bee', timezone: 'Asia/Tokyo' },
    ]);
  });

  it('recompute everything when a campus gets another time zone', async () => {
    const place = workspace();
    await place.load(
      place.write(
        'log.csv',
        csvOf([attempt('a', { attempted_at: '2026-03-31T20:00:00Z' }), attempt('b', { campus_id: 'south' })]),
      ),
    );
    const where = `SELECT CAST(local_date AS VARCHAR) AS date, hour FROM mart_hourly JOIN dim_slice USING (slice_key) WHERE campus_id = 'north'`;
    expect(await place.ask(where)).toEqual([{ date: '2026-04-01', hour: 4 }]);
    await place.load(place.write('one.csv', 'campus_id,timezone\nnorth,America/New_York\n'), {
      table: 'campuses',
    });
    expect(await place.ask(where)).toEqual([{ date: '2026-03-31', hour: 16 }]);
    await place.load(place.write('two.csv', 'campus_id,timezone\nnorth,Europe/London\n'), {
      table: 'campuses',
    });
    expect(await place.ask(where)).toEqual([{ date: '2026-03-31', hour: 21 }]);
  });

  it('apply overrides that changed, though no file is new', async () => {
    const place = workspace();
    const file = place.write('log.csv', csvOf([attempt('a', { status: 'failed', error_code: 'ODD-1' })]));
    await place.load(file);
    writeFileSync(place.at.overrides, 'channel,error_code,category,note\nalipay,ODD-1,network,\n');
    await place.load(file);
    expect(await place.ask('SELECT category, rule FROM int_attempts')).toEqual([
      { category: 'network', rule: 'override' },
    ]);
    writeFileSync(place.at.overrides, 'channel,error_code,category,note\nalipay,ODD-1,weather,\n');
    await expect(place.load(file)).rejects.toThrow(/overrides\.csv: weather is no category/);
  });

  it('refuses a time zone that does not exist', async () => {
    const place = workspace();
    const file = place.write('log.csv', csvOf([attempt('a')]));
    await expect(place.load(file, { timezone: 'Mars/Olympus' })).rejects.toMatchObject({ exitCode: 2 });
  });
});
