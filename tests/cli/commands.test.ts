import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from '../../ingest/paths.ts';
import { payweather, type Ran } from './run.ts';

const HEADER = 'attempt_id,attempted_at,status,campus_id,channel';
let folder = '';
const file = (name: string) => join(folder, name);
const run = (...words: string[]): Promise<Ran> => payweather(['--db', file('db.duckdb'), ...words]);
const json = ({ stdout }: Ran) => JSON.parse(stdout.toString('utf8')) as Record<string, unknown>[];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'payweather-cli-'));
  writeFileSync(
    file('log.csv'),
    `${HEADER}\na1,2026-09-25 12:05:03,failed,east,alipay\na2,2026-09-25 12:06:03,oops,east,alipay\n`,
  );
  writeFileSync(file('other.csv'), 'when,what\n1,2\n');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('payweather', { timeout: 120_000 }, () => {
  it('says what it can do', async () => {
    const ran = await payweather(['--help']);
    expect(ran.code).toBe(0);
    for (const name of [
      'ingest',
      'inspect',
      'rejects',
      'query',
      'incidents',
      'dictionary',
      'versions',
      'rollback',
      'backup',
      'restore',
      'watch',
      'simulate',
      'serve',
      'doctor',
      'reset',
    ]) {
      expect(ran.stdout.toString('utf8')).toContain(`  ${name} `);
    }
  });

  it('finds in doctor that nothing is published yet', async () => {
    const ran = await run('doctor', '--json');
    expect(ran.code).toBe(1);
    expect(json(ran).filter(({ ok }) => ok === false)).toHaveLength(1);
  });

  it('loads a log, and gives nothing but its report as JSON on standard output', async () => {
    const ran = await run('ingest', file('log.csv'), '--json');
    expect(ran.code).toBe(0);
    expect(json(ran)).toMatchObject([
      {
        rows_read: 2,
        rows_accepted: 1,
        rows_updated: 0,
        rows_duplicate: 0,
        rows_rejected: 1,
        already_loaded: false,
      },
    ]);
    expect(json(ran)[0]?.['rejected']).toMatchObject([{ count: 1, example_line: 3 }]);
  });

  it('changes nothing when the same file comes again', async () => {
    const before = readFileSync(file('db.duckdb'));
    const ran = await run('ingest', file('log.csv'), '--json');
    expect(json(ran)).toMatchObject([{ already_loaded: true, rows_read: 2 }]);
    expect(readFileSync(file('db.duckdb')).equals(before)).toBe(true);
  });

  it('lists the rejects with file, line, reason and text', async () => {
    const listed = json(await run('rejects', '--format', 'json'));
    expect(listed).toMatchObject([
      { file: file('log.csv'), line: 3, original: 'a2,2026-09-25 12:06:03,oops,east,alipay' },
    ]);
    const csv = (await run('rejects', '--file', file('log.csv'))).stdout.toString('utf8').split('\n');
    expect(csv[0]).toBe('file,line,reason,original');
    expect(csv).toHaveLength(3);
  });

  it('is well afterwards', async () => {
    const ran = await run('doctor', '--json');
    expect(ran.code).toBe(0);
    expect(json(ran).every(({ ok }) => ok === true)).toBe(true);
  });

  it('loads what comes on standard input, and says what a rule left out', async () => {
    const db = ['--db', file('input.duckdb')];
    const log = `${HEADER}\na9,2026-09-25 12:07:03,succeeded,east,alipay\n`;
    const loaded = await payweather([...db, 'ingest', '-', '--json'], undefined, log);
    expect(json(loaded)).toMatchObject([{ file: 'standard input', rows_accepted: 1, encoding: 'utf-8' }]);
    const bill = join(ROOT, 'fixtures', 'importers', 'wallet-export-wechat.csv');
    const { stdout } = await payweather([...db, 'ingest', bill, '--mapping', 'wallet-export-wechat']);
    expect(stdout.toString('utf8')).toContain('6 lines skipped: before the header (first on line 1)');
  });

  it('proposes a mapping by which the file loads', async () => {
    const log = join(ROOT, 'fixtures', 'mapped', 'log.tsv');
    const ran = await run('inspect', log, '--out', file('proposed.json'), '--json');
    expect(json(ran)).toMatchObject([{ header_line: 2, delimiter: '\t', missing: [] }]);
    const loaded = await run('ingest', log, '--mapping', file('proposed.json'), '--dry-run', '--json');
    expect(json(loaded)).toMatchObject([{ rows_read: 4, rows_accepted: 3, rows_skipped: 1 }]);
    const text = (await run('inspect', log)).stdout.toString('utf8');
    expect(text).toContain('header on line 2');
    expect(text).not.toContain('c-1');
  });

  it.each([
    [3, ['inspect', 'nowhere.csv']],
    [3, ['inspect', 'other.csv', '--out', 'proposed.json', '--json']],
    [2, ['ingest', 'log.csv', '--encoding', 'latin1']],
    [3, ['ingest', 'nowhere.csv']],
    [3, ['ingest', 'other.csv']],
    [2, ['ingest', 'log.csv', '--timezone', 'Mars/Olympus']],
    [2, ['ingest', 'log.csv', '--mapping', 'other.csv']],
    [2, ['ingest', 'log.csv', '--table', 'weather']],
    [2, ['simulate', '--out', 'sim', '--days', 'many']],
    [2, ['serve', '--port', '123456']],
    [2, ['reset']],
    [2, ['ingest', 'log.csv', '--wait', 'long']],
    [2, ['rollback', '20200101T000000000Z-x']],
    [3, ['restore', 'nothing.tar']],
    [2, ['weather']],
  ])('ends with %d and one line for %j', async (code, words) => {
    const ran = await payweather([
      '--db',
      file('db.duckdb'),
      ...words.map((word) => (word.endsWith('.csv') || word === 'sim' ? file(word) : word)),
    ]);
    expect(ran.code).toBe(code);
    expect(ran.stderr.trim().split('\n')).toHaveLength(1);
    expect(ran.stderr).not.toContain('    at ');
  });

  it('simulates a log that it can load, and leaves no sample behind when there is none', async () => {
    const ran = await run(
      'simulate',
      '--out',
      file('sim'),
      '--days',
      '2',
      '--attempts-per-day',
      '200',
      '--json',
    );
    expect(
      json(ran)
        .map(String)
        .filter((path) => existsSync(path)),
    ).toHaveLength(6);
    const loaded = await run('ingest', join(file('sim'), 'attempts.csv'), '--dry-run', '--json');
    expect(json(loaded)[0]).toMatchObject({ rows_rejected: 0, already_loaded: false });
    expect(json(await run('reset', '--sample', '--json'))).toEqual({ removed: false });
  });
});
