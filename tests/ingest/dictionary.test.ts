import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../ingest/database.ts';
import { changeDictionary } from '../../ingest/dictionary/apply.ts';
import { readOverrides, writeOverrides, type Override } from '../../ingest/dictionary/overrides.ts';
import { refresh } from '../../ingest/models/refresh.ts';
import { closePublished, dictionaryCoverage } from '../../src/lib/server/index.ts';
import { simulate } from '../../src/simulate/index.ts';
import { payweather } from '../cli/run.ts';
import { csvOf, differences, workspace } from './support.ts';

const override = (channel: string, error_code: string, category: string, error_message = ''): Override => ({
  channel,
  error_code,
  error_message,
  category,
  note: '',
  by: '',
  at: '',
});

/** A simulated log with a rare code on two of its days, and one that says no more than words. */
async function log(dir: string): Promise<Record<string, string>[]> {
  await simulate({ out: join(dir, 'log'), days: 10, attemptsPerDay: 300, campuses: 2, seed: 5 });
  const rows = parse(readFileSync(join(dir, 'log', 'attempts.csv')), { columns: true }) as Record<
    string,
    string
  >[];
  let odd = 0;
  return rows.map((row) => {
    const [day] = (row['attempted_at'] ?? '').split('T');
    if (row['status'] !== 'failed' || row['channel'] !== 'alipay') return row;
    if (day?.endsWith('-03') || day?.endsWith('-07')) {
      odd += 1;
      return odd % 2 === 0
        ? { ...row, error_code: 'ODD_1', error_message: `订单 ${odd} 走丢了` }
        : { ...row, error_code: 'ODD_2', error_message: '' };
    }
    return row;
  });
}

describe('overrides', { timeout: 180_000 }, () => {
  it('that change are applied to the dates that they touch, and give what a full rebuild gives', async () => {
    const place = workspace();
    const rows = await log(place.dir);
    const file = place.write('all.csv', csvOf(rows));
    await place.load(file);
    const steps: Override[][] = [
      [override('alipay', 'ODD_1', 'network')],
      [override('*', 'ODD_1', 'balance'), override('alipay', 'ODD_2', 'user_cancelled')],
      [override('alipay', 'ODD_1', 'timeout', '走丢'), override('*', 'ODD_1', 'balance')],
      [],
    ];
    for (const overrides of steps) {
      writeOverrides(place.at.overrides, overrides);
      const database = await openDatabase(place.at.working);
      const refreshed = await refresh(database, place.at.overrides);
      database.close();
      expect(refreshed.full).toBe(false);
      expect(refreshed.dates).toBeGreaterThan(0);
      expect(refreshed.dates).toBeLessThan(7);
      await changeDictionary(place.at, (same) => same);
      const whole = workspace();
      writeOverrides(whole.at.overrides, overrides);
      await whole.load(file);
      expect(await differences(place.at.published, whole.at.published)).toEqual({});
    }
  });

  it('are kept as CSV with who and when, and old files without these are read', () => {
    const place = workspace();
    writeFileSync(place.at.overrides, '\ufeffchannel,error_code,category,note\nALIPAY, -5 ,Network,\n');
    const [old] = readOverrides(place.at.overrides);
    expect(old).toEqual({ ...override('alipay', '-5', 'network') });
    const full = { ...override('alipay', '=cmd()', 'network', '@words'), note: '+1', by: '-me', at: 'now' };
    writeOverrides(place.at.overrides, [full]);
    expect(readFileSync(place.at.overrides, 'utf8')).toContain("alipay,'=cmd(),'@words,network,'+1,'-me,now");
    expect(readOverrides(place.at.overrides)).toEqual([full]);
    writeFileSync(place.at.overrides, 'channel,category\nalipay,network\n');
    expect(() => readOverrides(place.at.overrides)).toThrow(/error_code is missing/);
    expect(existsSync(`${place.at.overrides}.half`)).toBe(false);
  });

  it('are told what unmapped codes look like', async () => {
    const place = workspace();
    const attempt = (id: string, error_code: string, error_message: string, channel = 'alipay') => ({
      attempt_id: id,
      attempted_at: '2026-03-02 12:00:00',
      status: 'failed',
      campus_id: 'north',
      channel,
      error_code,
      error_message,
    });
    const attempts = [
      attempt('1', 'NOTENOUGH', '甲'),
      attempt('2', 'NOTENOUGH', '乙'),
      attempt('3', 'SYSTEMEROR', '', 'wechat_pay'),
      attempt('4', 'ZZZ-999', ''),
      attempt('5', 'ACQ.SYSTEM_ERROR', ''),
    ];
    await place.load(place.write('log.csv', csvOf(attempts)));
    process.env['PAYWEATHER_DB'] = place.at.published;
    const { failures, rules, unmapped } = await dictionaryCoverage().finally(closePublished);
    expect(failures).toBe(5);
    expect(rules[0]).toMatchObject({ rule: 'none' });
    expect(rules.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1);
    const like = Object.fromEntries(
      unmapped.map((it) => [it.error_code, it.looks_like.map(({ category }) => category)]),
    );
    expect(unmapped[0]).toMatchObject({
      error_code: 'NOTENOUGH',
      failures: 2,
      messages: ['乙', '甲'].sort(),
    });
    expect(like['NOTENOUGH']).toContain('balance');
    expect(like['SYSTEMEROR']).toContain('timeout');
    expect(like['ZZZ-999']).toEqual([]);
  });
});

describe('payweather dictionary', { timeout: 180_000 }, () => {
  it('sets, lists, exports, imports and unsets', async () => {
    const place = workspace();
    const run = async (...words: string[]) => {
      const ran = await payweather(['dictionary', ...words, '--db', place.at.published, '--json']);
      return {
        ...ran,
        json: ran.code === 0 ? (JSON.parse(ran.stdout.toString()) as Record<string, unknown>) : {},
      };
    };
    const category = async () =>
      (await place.ask('SELECT category, rule FROM int_attempts')).map((row) => Object.values(row).join(' '));
    await place.load(
      place.write(
        'log.csv',
        'attempt_id,attempted_at,status,campus_id,channel,error_code\na1,2026-03-02,failed,north,alipay,-17\n',
      ),
    );
    const key = ['--channel', 'Alipay', '--code=-17'];
    const set = await run('set', ...key, '--category', 'network', '--note', 'they told us', '--by', '小王');
    expect(set.json).toMatchObject({ overrides: 1 });
    expect(await category()).toEqual(['network override']);
    expect((await run('list')).json).toMatchObject([{ channel: 'alipay', error_code: '-17', by: '小王' }]);
    const out = join(place.dir, 'out.csv');
    await run('export', '--out', out);
    expect((await run('set', ...key, '--category', 'weather')).code).toBe(2);
    await run('unset', ...key);
    expect(await category()).toEqual(['unknown none']);
    expect((await run('unset', ...key)).code).toBe(2);
    await run('import', out);
    expect(await category()).toEqual(['network override']);
    const twice = place.write(
      'twice.csv',
      `channel,error_code,category\nalipay,E1,network\nalipay,E1,timeout\n`,
    );
    expect(await run('import', twice)).toMatchObject({
      code: 3,
      stderr: `payweather: ${twice}: alipay E1 is network and timeout: leave one of the two\n`,
    });
    expect((await run('coverage')).json).toMatchObject({
      failures: 1,
      rules: [{ rule: 'override', share: 1 }],
    });
  });
});
