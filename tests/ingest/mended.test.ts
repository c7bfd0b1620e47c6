import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { payweather } from '../cli/run.ts';
import { inMemory, workspace, type Workspace } from './support.ts';

const HEADER = 'status,payer_id,error_message,attempt_id,campus_id,channel,attempted_at,amount';
const LOG = [
  HEADER,
  'failed,13800001111,余额不足,a1,north,alipay,2026-03-02 12:00:00,1.00',
  'oops,13800001111,"said ""no"", twice",a2,north,alipay,2026-03-02 12:01:00,2.00',
  '=failed,13800001111,网络超时,a3,north,alipay,2026-03-02 12:02:00,3.00',
  'failed,13800002222,"two',
  'lines",a4,north,alipay,2026-13-02 12:03:00,4.00',
  'failed,13800002222,too short',
].join('\n');

/** The list of rejects, through the command line. */
async function list(place: Workspace, ...words: string[]): Promise<string> {
  const ran = await payweather(['rejects', '--db', place.at.published, ...words]);
  expect(ran).toMatchObject({ code: 0, stderr: '' });
  return ran.stdout.toString('utf8');
}

const loaded = (place: Workspace) =>
  place.ask(`SELECT attempt_id, status, error_message, payer_id = (SELECT payer_id FROM int_attempts WHERE attempt_id = 'a1') AS of_a1,
    CAST(amount_minor AS INTEGER) AS amount FROM int_attempts ORDER BY attempt_id`);

const MENDED = [
  { attempt_id: 'a1', status: 'failed', error_message: '余额不足', of_a1: true, amount: 100 },
  { attempt_id: 'a2', status: 'failed', error_message: 'said "no", twice', of_a1: true, amount: 200 },
  { attempt_id: 'a3', status: 'failed', error_message: '网络超时', of_a1: true, amount: 300 },
  { attempt_id: 'a4', status: 'failed', error_message: 'two\nlines', of_a1: false, amount: 400 },
];

const mend = (text: string) =>
  text.replace('oops', 'failed').replace("'=failed", 'failed').replace('2026-13-02', '2026-03-02');

describe('rejects that are mended and fed back', { timeout: 120_000 }, () => {
  it.each(['utf-8', 'gb18030'])(
    "are loaded in the header's order, payers as they were (%s)",
    async (encoding) => {
      const place = workspace();
      await place.load(place.write('log.csv', LOG));
      const text = await list(place, '--format', 'csv');
      expect(text.split('\n')[0]).toBe('file,line,reason,original');
      expect(text).not.toMatch(/(^|,)"?[=+@-]/m);
      expect(text).not.toContain('13800');
      const mended = join(place.dir, 'mended.csv');
      writeFileSync(mended, iconv.encode(mend(text), encoding));
      const { files } = await place.load(mended);
      expect(files).toMatchObject([{ file: mended, rows_read: 4, rows_accepted: 3, rows_rejected: 1 }]);
      expect(await loaded(place)).toEqual(MENDED);
      const [again] = (await place.load(mended)).files;
      expect(again).toMatchObject({ already_loaded: true });

      const left = await list(place);
      expect(left.split('\n')).toHaveLength(3);
      expect(left).toContain(`${mended},`);
      writeFileSync(mended, left.replace(/"failed,.*"$/m, '"failed,,,a5,north,alipay,2026-03-02,5"'));
      expect((await place.load(mended)).files).toMatchObject([{ rows_accepted: 1, rows_rejected: 0 }]);
      expect((await list(place)).trim().split('\n')).toHaveLength(1);
    },
  );

  it('are read as their own file was: mapping, delimiter and zone, of several files at once', async () => {
    const place = workspace();
    const mapping = place.write(
      'mapping.json',
      JSON.stringify({
        delimiter: ';',
        skip_rows: 1,
        columns: {
          attempt_id: { from: 'Nr' },
          attempted_at: { from: 'Zeit', format: '%d.%m.%Y %H:%M' },
          status: { from: 'Stand', values: { gut: 'succeeded', schlecht: 'failed' } },
          campus_id: { value: 'west' },
          channel: { value: 'alipay' },
        },
      }),
    );
    const log = place.write(
      'ours.csv',
      'Bericht\nNr;Zeit;Stand\nb1;02.03.2026 12:00;gut\nb2;02.03.2026 12:00;mies\n',
    );
    await place.load(log, { mapping, timezone: 'UTC' });
    await place.load(place.write('log.csv', LOG));
    const json = place.write(
      'log.ndjson',
      '{"attempt_id":"c1","attempted_at":"2026-03-02","status":"?","campus_id":"north","channel":"alipay","payer_id":"13800001111"}\n',
    );
    await place.load(json);
    const text = mend(await list(place))
      .replace('mies', 'schlecht')
      .replace('""?""', '""failed""');
    const mended = place.write('mended.csv', text);
    const { files } = await place.load(mended, { dryRun: true });
    expect(files.map((it) => it.rows_accepted)).toEqual([1, 3, 1]);
    await place.load(mended);
    expect(
      await place.ask(
        `SELECT attempt_id, attempted_at FROM int_attempts WHERE attempt_id IN ('b2', 'c1') AND status = 'failed' ORDER BY 1`,
      ),
    ).toEqual([
      { attempt_id: 'b2', attempted_at: '2026-03-02 12:00:00' },
      { attempt_id: 'c1', attempted_at: '2026-03-01 16:00:00' },
    ]);
  });

  it('of a Parquet file are JSON objects', async () => {
    const place = workspace();
    const path = join(place.dir, 'log.parquet');
    const text = place.write('log.csv', LOG.split('\n').slice(0, 4).join('\n'));
    await inMemory(({ connection }) =>
      connection.run(`COPY (FROM read_csv('${text}', all_varchar = true)) TO '${path}' (FORMAT parquet)`),
    );
    await place.load(path);
    const list = (await payweather(['rejects', '--db', place.at.published])).stdout.toString('utf8');
    await place.load(place.write('mended.csv', list.replace('oops', 'failed').replace('=failed', 'failed')));
    expect(await loaded(place)).toEqual(MENDED.slice(0, 3));
  });

  const header =
    'attempt_id,attempted_at,status,campus_id,channel,order_id,payer_id,error_code,error_message,amount';
  const row = (start: string, payer: string) => `${start},east,alipay,O8,${payer},ODD,x`;

  it('are who they are, however often a row is mended', async () => {
    const place = workspace();
    const good = `${row('q0,2026-10-03 12:00:00,failed', 'stu1')},10.00`;
    const bad = `${row('q8,2026-10-03 12:03:00,faild', 'stu1')},xx`;
    await place.load(place.write('log.csv', `${header}\n${good}\n${bad}\n`));
    const mended = place.write('mended.csv', (await list(place)).replace('faild', 'failed'));
    expect((await place.load(mended)).files).toMatchObject([{ rows_rejected: 1 }]);
    const again = place.write('again.csv', (await list(place)).replace(',xx', ',8.00'));
    expect((await place.load(again)).files).toMatchObject([{ rows_accepted: 1 }]);
    expect(await place.ask('SELECT count(DISTINCT payer_id)::INTEGER AS payers, count(*)::INTEGER AS n FROM int_attempts'))
      .toEqual([{ payers: 1, n: 2 }]); // prettier-ignore
  });

  it('are rejected in words where a pseudonym stands in the place of an id, and accepted with the id', async () => {
    const place = workspace();
    const good = `${row('q0,2026-10-03 12:00:00,failed', 'stu1')},10.00`;
    const bad = 'q1,2026-10-03 12:01:00,failed,east,alipay,O1,stu2,NEW,y';
    await place.load(place.write('log.csv', `${header}\n${good}\n${bad}\n`));
    const text = (await list(place)).replace(',y', ',y,12.00');
    expect(text).toMatch(/alipay,pw1_[0-9a-f]{32},pw1_/);
    const [report] = (await place.load(place.write('mended.csv', text))).files;
    expect(report).toMatchObject({ rows_accepted: 0, rows_rejected: 1 });
    expect(report?.rejected[0]?.reason).toBe(
      'order_id holds a pseudonym: put there what the file says in its place',
    );
    const known = (await list(place)).replace(/alipay,pw1_[0-9a-f]{32}/, 'alipay,O1');
    expect((await place.load(place.write('again.csv', known))).files).toMatchObject([{ rows_accepted: 1 }]);
    const source = place.write('source.csv', `${header}\n${good}\n${bad},12.00\n`);
    expect((await place.load(source)).files).toMatchObject([{ rows_accepted: 0, rows_duplicate: 2 }]);
  });

  it('are refused when they name what is no reject', async () => {
    const place = workspace();
    await place.load(place.write('log.csv', LOG));
    const strange = place.write('strange.csv', 'file,line,reason,original\nlog.csv,3,,x\n');
    await expect(place.load(strange)).rejects.toThrow(/strange\.csv: line 3 of log\.csv is no reject: leave/);
    expect(execFileSync('ls', ['-A', place.dir], { encoding: 'utf8' })).not.toContain('.mended');
    expect(readFileSync(strange, 'utf8')).toContain('log.csv');
  });
});
