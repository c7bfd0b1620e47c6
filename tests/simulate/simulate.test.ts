import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { simulate } from '../../src/simulate/index.ts';
import type { Truth } from '../../src/simulate/index.ts';
import { groupBy, readRows } from './rows.ts';
import type { Row } from './rows.ts';

const CONTRACT =
  'attempt_id attempted_at status campus_id building_id channel order_id payer_id method bank error_code ' +
  'error_message amount currency latency_ms network_type platform feedback_at feedback_channel updated_at';
const MARCH = { from: '2026-03-09', days: 25, attemptsPerDay: 2000 };

let root: string;
let march: { rows: Row[]; text: string; truth: Truth };

const run = async (name: string, options: Omit<Parameters<typeof simulate>[0], 'out'>) => {
  const out = join(root, name);
  const { truth, attempts, files } = await simulate({ out, ...options });
  const text = await readFile(join(out, 'attempts.csv'), 'utf8');
  return { out, truth, attempts, files, text };
};
const count = <T>(items: readonly T[], test: (item: T) => boolean): number => items.filter(test).length;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'payweather-simulate-'));
  const { text, truth } = await run('march', MARCH);
  march = { text, truth, rows: readRows(text) };
});
afterAll(() => rm(root, { recursive: true, force: true }));

describe('the files', () => {
  it('are those of the contract and a bill, and nothing temporary stays', async () => {
    const { out, files, truth } = await run('files', { days: 1, attemptsPerDay: 50 });
    const names = [
      'attempts.csv',
      'bills.csv',
      'buildings.csv',
      'calendar.csv',
      'campuses.csv',
      'truth.json',
    ];
    expect((await readdir(out)).sort()).toEqual(names);
    expect(files.map((file) => file.slice(out.length + 1)).sort()).toEqual(names);
    expect(JSON.parse(await readFile(join(out, 'truth.json'), 'utf8'))).toEqual(truth);
    const heads = await Promise.all(
      ['campuses.csv', 'buildings.csv', 'calendar.csv'].map(
        async (name) => (await readFile(join(out, name), 'utf8')).split('\n')[0],
      ),
    );
    expect(heads).toEqual([
      'campus_id,name,timezone',
      'campus_id,building_id,name,kind,latitude,longitude',
      'campus_id,date,kind,note',
    ]);
  });

  it('are the same for the same options and others for another seed', async () => {
    const options = { days: 2, attemptsPerDay: 300 };
    const [one, again, other] = [
      await run('one', options),
      await run('again', options),
      await run('other', { ...options, seed: 2 }),
    ];
    for (const name of await readdir(one.out))
      expect(await readFile(join(one.out, name))).toEqual(await readFile(join(again.out, name)));
    expect(other.text).not.toBe(one.text);
  });

  it('only grow at the end when there are more days', async () => {
    for (const campuses of [1, 4]) {
      const options = { from: '2026-03-27', attemptsPerDay: 400, campuses };
      const short = await run(`short${campuses}`, { ...options, days: 3 });
      const long = await run(`long${campuses}`, { ...options, days: 6 });
      expect(long.text.startsWith(short.text)).toBe(true);
      expect(long.text.length).toBeGreaterThan(short.text.length);
    }
  });

  it('name every campus and building that the attempts name', async () => {
    const text = await readFile(join(root, 'march', 'buildings.csv'), 'utf8');
    const known = new Set(text.split('\n').map((line) => line.split(',').slice(0, 2).join('/')));
    const places = new Set(
      march.rows.filter((r) => r.building_id).map((r) => `${r.campus_id}/${r.building_id}`),
    );
    expect([...places].filter((place) => !known.has(place))).toEqual([]);
    expect(known.size).toBeGreaterThan(3 * 29);
  });
});

describe('the rows', () => {
  it('have the columns of the contract, each row all of them', () => {
    expect(march.text.split('\n', 1)[0]).toBe(CONTRACT.replaceAll(' ', ','));
    expect(march.rows.every((row) => Object.keys(row).length === 20)).toBe(true);
  });

  it('are in the order of time, within the range, with unique ids', () => {
    const times = march.rows.map((row) => Date.parse(row.attempted_at!));
    expect(times.every((t, i) => i === 0 || t >= times[i - 1]!)).toBe(true);
    expect(times[0]).toBeGreaterThanOrEqual(Date.parse('2026-03-09T00:00:00+08:00'));
    expect(times.at(-1)).toBeLessThan(Date.parse('2026-04-03T00:00:00+08:00'));
    expect(new Set(march.rows.map((row) => row.attempt_id)).size).toBe(march.rows.length);
  });

  it('tell times with milliseconds and the offset of the campus', async () => {
    const { text } = await run('zones', { days: 1, attemptsPerDay: 1000, campuses: 4 });
    const offsets = new Map<string, Set<string>>();
    for (const row of readRows(text)) {
      expect(row.attempted_at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}[+-]\d\d:\d\d$/);
      offsets.set(
        row.campus_id!,
        (offsets.get(row.campus_id!) ?? new Set()).add(row.attempted_at!.slice(-6)),
      );
    }
    expect([...offsets.get('east')!]).toEqual(['+08:00']);
    expect([...offsets.get('tianshan')!]).toEqual(['+06:00']);
  });

  it('keep one payer, place and amount in an order, and stop at its success', () => {
    const orders = groupBy(march.rows, (row) => row.order_id!);
    const same = ['payer_id', 'campus_id', 'building_id', 'amount'];
    const broken = [...orders.values()].filter(
      (rows) =>
        rows.some((row) => same.some((key) => row[key] !== rows[0]![key])) ||
        rows.slice(0, -1).some((row) => row.status === 'succeeded'),
    );
    expect(broken).toEqual([]);
    expect(orders.size).toBe(march.truth.totals.orders);
  });

  it('lie in plausible ranges', () => {
    const odd = march.rows.filter(
      (row) =>
        !/^\d+\.\d\d$/.test(row.amount!) ||
        Number(row.amount) < 6 ||
        Number(row.amount) > 45 ||
        row.updated_at! <= row.attempted_at! ||
        (row.feedback_at && (row.status !== 'failed' || row.feedback_at <= row.attempted_at!)) ||
        Boolean(row.feedback_at) !== Boolean(row.feedback_channel) ||
        (row.status === 'succeeded' && (row.error_code || !row.latency_ms)),
    );
    expect(odd).toEqual([]);
    const perDay = march.rows.length / MARCH.days;
    expect(perDay / MARCH.attemptsPerDay).toBeGreaterThan(0.85);
    expect(perDay / MARCH.attemptsPerDay).toBeLessThan(1.15);
    expect(count(march.rows, (r) => r.building_id === '') / march.rows.length).toBeCloseTo(0.005, 2);
  });

  it('fail about as often as in the field, for all kinds of reasons', () => {
    const { by_status: status, failures_by_category: by, failed_as_cancelled } = march.truth.totals;
    const failures = status.failed - failed_as_cancelled;
    const rate = failures / (failures + status.succeeded);
    expect(rate).toBeGreaterThan(0.02);
    expect(rate).toBeLessThan(0.045);
    expect(Object.values(by).every((n) => n > 0)).toBe(true);
    expect(by.unknown / failures).toBeLessThan(0.07);
    for (const headline of [by.network, by.balance, by.timeout, by.unpaid])
      expect(headline / failures).toBeGreaterThan(0.08);
  });

  it('never report a low balance for WeChat orders in an app', () => {
    const codes = march.rows
      .filter((r) => r.channel === 'wechat_pay' && r.platform !== '')
      .map((r) => r.error_code);
    expect(codes).not.toContain('NOTENOUGH');
    expect(march.rows.some((r) => r.error_code === 'NOTENOUGH')).toBe(true);
  });
});

describe('the options', () => {
  it.each([
    [{ days: 0 }, /days/],
    [{ days: 1.5 }, /days/],
    [{ campuses: -1 }, /campuses/],
    [{ attemptsPerDay: NaN }, /attemptsPerDay/],
    [{ from: '2026-02-30' }, /2026-02-30/],
    [{ seed: 0.5 }, /seed/],
  ])('%j are refused', async (options, message) => {
    await expect(simulate({ out: join(root, 'bad'), ...options })).rejects.toThrow(message);
  });

  it('report progress after every day', async () => {
    const seen: number[] = [];
    await run('progress', { days: 3, attemptsPerDay: 50, onProgress: ({ days }) => seen.push(days) });
    expect(seen).toEqual([1, 2, 3]);
  });
});
