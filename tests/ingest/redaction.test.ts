import { spawnSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { csvOf, workspace, type Workspace } from './support.ts';

const PAYERS = Array.from({ length: 12 }, (_, n) => `SECRET-${n}-${'qwertzuiopas'[n]}`);

const attempt = (n: number, more: Record<string, string> = {}) => ({
  attempt_id: `a${n}`,
  attempted_at: '2026-03-02 12:00:00',
  status: 'succeeded',
  campus_id: 'north',
  building_id: 'gym',
  channel: 'alipay',
  payer_id: PAYERS[n] ?? '',
  error_message: '',
  amount: '1.50',
  ...more,
});

/** Files beside the database in which a payer's raw id is found. */
function leaks({ dir }: Workspace): string[] {
  const inputs = /^log\./;
  return readdirSync(dir)
    .filter((file) => !inputs.test(file) && statSync(join(dir, file)).isFile())
    .filter((file) => {
      const bytes = readFileSync(join(dir, file));
      return bytes.includes('SECRET') || PAYERS.some((payer) => bytes.includes(payer));
    });
}

const pseudonymWith = (key: string, payer: string) =>
  `pw1_${createHmac('sha256', Buffer.from(key.trim(), 'hex')).update(payer).digest('hex').slice(0, 32)}`;

describe('who paid', { timeout: 60_000 }, () => {
  it('is a pseudonym that node:crypto makes too, the same in every load and format', async () => {
    const place = workspace();
    await place.load(place.write('log.csv', csvOf([attempt(0), attempt(1, { payer_id: ' ' })])));
    await place.load(place.write('log.ndjson', JSON.stringify({ ...attempt(2), payer_id: PAYERS[0] })));
    await place.load(place.write('log.2.csv', csvOf([attempt(3, { payer_id: '张三 "7"' })])));
    const key = readFileSync(place.at.key, 'utf8');
    expect(await place.ask('SELECT attempt_id, payer_id FROM int_attempts ORDER BY attempt_id')).toEqual([
      { attempt_id: 'a0', payer_id: pseudonymWith(key, PAYERS[0] ?? '') },
      { attempt_id: 'a1', payer_id: null },
      { attempt_id: 'a2', payer_id: pseudonymWith(key, PAYERS[0] ?? '') },
      { attempt_id: 'a3', payer_id: pseudonymWith(key, '张三 "7"') },
    ]);
  });

  it('has a key that is made once, for the owner only, outside the database', async () => {
    const place = workspace();
    await place.load(place.write('log.csv', csvOf([attempt(0)])));
    const key = readFileSync(place.at.key, 'utf8');
    expect(statSync(place.at.key).mode & 0o777).toBe(0o600);
    expect(key).toMatch(/^[0-9a-f]{64}\n$/);
    await place.load(place.write('log.2.csv', csvOf([attempt(1)])));
    expect(readFileSync(place.at.key, 'utf8')).toBe(key);
    const secret = Buffer.from(key.trim(), 'hex');
    expect(readFileSync(place.at.working).includes(secret)).toBe(false);
    expect(readFileSync(place.at.published).includes(key.trim())).toBe(false);
  });

  it('refuses a key file that holds something else', async () => {
    const place = workspace();
    place.write('db.key', 'open sesame\n');
    await expect(place.load(place.write('log.csv', csvOf([attempt(0)])))).rejects.toThrow(
      /db\.key is not a pseudonym key/,
    );
  });

  const header = Object.keys(attempt(0)).join(',');
  const line = (n: number) => Object.values(attempt(n)).join(',');
  const broken: [string, string, number][] = [
    [
      'rejected',
      csvOf([
        attempt(0),
        attempt(1, { status: 'odd' }),
        attempt(2, { error_message: 'a "b", c\nd', amount: 'x' }),
      ]),
      2,
    ],
    ['too short', `${header}\n${line(0)}\n${line(1).split(',').slice(0, 7).join(',')}\n`, 1],
    ['too short before the payer', `${header}\n${line(0)}\n${line(1).split(',').slice(2).join(',')}\n`, 1],
    ['too long before the payer', `${header}\n${line(0)}\n,,,${line(1)}\n`, 1],
    ['too long on both sides', `${header}\n${line(0)}\nx,${line(1)},y\n`, 1],
    ['too long behind the payer', `${header}\n${line(0)}\n${line(1)},y,y,y\n`, 1],
    ['in a quote that never ends', `${header}\n${line(0)}\n"a1${line(1)}\n${line(2)}\n${line(3)}\n`, 1],
    ['behind a quote', `${header}\n${line(0)}\n"a"1,${line(1)}\n${line(2)}\n`, 1],
    [
      'broken by a newline',
      `${header}\n${line(0)}\na1,2026-03-02 12:00:00,succeeded,no\nrth,gym,alipay,${PAYERS[1]},,1.5\n`,
      2,
    ],
    ['behind a quoted newline', `${header}\n${line(0)}\n"a\n1",${line(1)}\n`, 1],
  ];
  it.each(broken)('is hidden in a CSV row that is %s', async (_, text, rejected) => {
    const place = workspace();
    const { files } = await place.load(place.write('log.csv', text), { publish: false });
    expect(files).toMatchObject([{ rows_rejected: rejected }]);
    expect(leaks(place)).toEqual([]);
  });

  const wide =
    'attempt_id,attempted_at,status,campus_id,channel,order_id,payer_id,error_code,error_message,amount';
  const whole = `q0,2026-10-03 12:00:00,failed,east,alipay,O0,${PAYERS[0]},ODD,x,10.00`;
  const early = 'attempt_id,payer_id,attempted_at,status,campus_id,channel,amount';
  const first = `q0,${PAYERS[0]},2026-10-03 12:00:00,failed,east,alipay,10.00`;
  const P = '<payer>';
  it.each([
    ['its last field is missing', early, first, `q1,${P},2026-10-03 12:01:00,failed,east,alipay`],
    [
      'a field behind the payer is missing',
      wide,
      whole,
      `q1,2026-10-03 12:01:00,failed,east,alipay,O1,${P},ODD,10.00`,
    ],
    [
      'a comma is not quoted',
      wide,
      whole,
      `q1,2026-10-03 12:01:00,failed,east,alipay,O1,${P},ODD,x, y,10.00`,
    ],
    ['it is a footer', wide, whole, '以上数据仅供参考'],
    ['it has totals', wide, whole, '合计,20,345.00'],
  ])('alone is hidden in a CSV row, where %s', async (_, header, good, bad) => {
    const place = workspace();
    await place.load(place.write('log.csv', [header, good, bad.replace(P, PAYERS[0] ?? ''), ''].join('\n')), {
      publish: false,
    });
    expect(leaks(place)).toEqual([]);
    const key = readFileSync(place.at.key, 'utf8');
    expect(await place.work('SELECT original FROM raw_rejects')).toEqual([
      { original: bad.replace(P, pseudonymWith(key, PAYERS[0] ?? '')) },
    ]);
  });

  it('is hidden in a footer that tells of one', async () => {
    const place = workspace();
    const footers = `合计,${PAYERS[1]},345.00\n小计：13800001111\n`;
    await place.load(place.write('log.csv', `${wide}\n${whole}\n${footers}`), { publish: false });
    expect(leaks(place)).toEqual([]);
    expect(JSON.stringify(await place.work('SELECT original FROM raw_rejects'))).not.toContain('13800001111');
  });

  const json = JSON.stringify(attempt(1));
  it.each([
    ['wrong', JSON.stringify({ ...attempt(1), status: 'odd' })],
    ['cut off', json.slice(0, json.indexOf('error_message'))],
    ['cut off within the id', json.slice(0, json.indexOf('SECRET') + 9)],
    ['spaced', `{ "payer_id" :  "${PAYERS[1]}" , "x": }`],
    ['without quotes', `{payer_id: ${PAYERS[1]}, x: 1}`],
    ['in single quotes', `{'payer_id': '${PAYERS[1]}'}`],
    [
      'an object',
      JSON.stringify({ ...attempt(1), status: 'odd', payer_id: { id: PAYERS[1], of: [PAYERS[2]] } }),
    ],
    ['an object over spaces', `{"payer_id": { "id": "${PAYERS[1]}", "and": "${PAYERS[2]}" }}`],
    ['a list', `{"payer_id": ["${PAYERS[1]}", "${PAYERS[2]}"]}`],
  ])('is hidden in a JSON row that is %s', async (_, text) => {
    const place = workspace();
    const { files } = await place.load(
      place.write('log.ndjson', `${JSON.stringify(attempt(0))}\n${text}\n`),
      { publish: false },
    );
    expect(files).toMatchObject([{ rows_accepted: 1, rows_rejected: 1 }]);
    expect(leaks(place)).toEqual([]);
  });

  it('is hidden where the mapping calls it otherwise, makes it of two columns, or passes it over', async () => {
    const columns = {
      ...Object.fromEntries(
        ['attempt_id', 'attempted_at', 'status', 'campus_id', 'channel'].map((it) => [it, { from: it }]),
      ),
    };
    for (const payer of [{ payer_id: { from: 'card' } }, { payer_id: { hash: ['card', 'payer_id'] } }, {}]) {
      const place = workspace();
      const mapping = place.write('map.json', JSON.stringify({ columns: { ...columns, ...payer } }));
      const named = { card: 'from' in (payer.payer_id ?? {}) || payer.payer_id ? (PAYERS[3] ?? '') : 'x' };
      const rows = [attempt(0, named), attempt(1, { ...named, status: 'odd' }), attempt(2, named)];
      const { files } = await place.load(place.write('log.csv', csvOf(rows)), { mapping });
      expect(files).toMatchObject([{ rows_accepted: 2, rows_rejected: 1 }]);
      expect(leaks(place)).toEqual([]);
    }
  });

  it('is hidden in the log of writes that a killed load leaves', async () => {
    const place = workspace();
    await place.load(place.write('log.csv', csvOf([attempt(0)])));
    const file = place.write('log.2.csv', csvOf([attempt(1), attempt(2, { status: 'odd' })]));
    const child = join(import.meta.dirname, 'load-child.ts');
    spawnSync(process.execPath, ['--import', 'tsx', child, place.at.published, file, 'compute']);
    const written = readFileSync(`${place.at.working}.wal`);
    expect(written.includes('pw1_')).toBe(true);
    expect(leaks(place)).toEqual([]);
  });

  it('is searched for where it could be: the raw log itself would be found', () => {
    const place = workspace();
    place.write('db.duckdb', '');
    place.write('notlog.csv', csvOf([attempt(0)]));
    expect(leaks(place)).toEqual(['notlog.csv']);
  });
});
