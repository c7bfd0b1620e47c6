import { describe, expect, it } from 'vitest';
import { periodOf } from '../../src/lib/words/context.ts';
import { figures } from '../../src/lib/words/figures.ts';
import { causes, leaders } from '../../src/lib/words/leaders.ts';
import { nameOf, placesWithin, wholeBuildingKey } from '../../src/lib/words/names.ts';
import { sparkline } from '../../src/lib/words/trends.ts';
import { boardOf, rowsOfCodes } from '../../src/lib/words/boards.ts';
import { places, rows, summary, where } from './answers.ts';

describe('figures', () => {
  it('stand beside their denominator and their change', () => {
    const [rate, failures, , , unknown] = figures(summary, 'zh-CN');
    expect(rate).toMatchObject({
      value: '3.1%',
      beside: '4.8\u00a0万 / 155.5\u00a0万笔已决',
      change: { text: '+0.4 个百分点', tone: 'worse' },
    });
    expect(failures).toMatchObject({
      value: '4.8\u00a0万',
      exact: '48,212',
      change: { text: '+22%', tone: 'worse' },
    });
    expect(unknown).toMatchObject({ value: '2.1%', change: { tone: 'better' } });
  });
});

describe('leaders', () => {
  it('carry bar, rate and change, and mark thin data', () => {
    const [first, second, third] = leaders(where, 'failures', places, 'zh-CN');
    expect(first).toMatchObject({ name: '东区未知楼宇', length: 1, change: null, thin: false });
    expect(second).toMatchObject({
      name: '东区第三教学楼',
      rate: '4.6%',
      change: { text: '+14%', tone: 'worse' },
    });
    expect(third).toMatchObject({ about: '12 / 15 笔已决，失败率 80%', thin: true });
    expect(second).toMatchObject({ amount: '¥2.3\u00a0万', exactAmount: '¥22,800.00' });
  });

  it('give a code its share of the failures, never a rate', () => {
    const code = {
      channel: 'alipay',
      category: 'balance',
      meaning_zh: '余额不足',
      meaning_en: null,
    } as const;
    const items = [
      { ...code, error_code: 'LOW', failures: 30, failed_amount: 90, compared: 0 },
      { ...code, error_code: null, failures: 10, failed_amount: 1, compared: null },
    ];
    const all = rowsOfCodes({ data_version: '1', sample: true, from: null, to: null, items });
    const board = boardOf('error_code', all, { sort: 'failure_rate', most: 8, chosen: () => false });
    const [low, none] = leaders(board, 'failure_rate', places, 'zh-CN');
    expect(low).toMatchObject({
      name: 'LOW',
      detail: '支付宝 · 余额不足',
      rate: '75%',
      length: 1,
      thin: false,
    });
    expect(low!.about).toBe('30 / 40 笔失败，占 75%');
    expect(none).toMatchObject({ name: '没有错误码' });
  });
});

describe('boardOf', () => {
  const keysBy = (sort: 'failures' | 'failure_rate' | 'amount' | 'change', most = 3) =>
    boardOf('building_id', rows, { sort, most, chosen: (key) => key === 'west/T1' }).rows.map(
      ({ key }) => key,
    );

  it('sorts by what is asked, rates of few attempts and what cannot be compared last', () => {
    expect(keysBy('failures')).toEqual(['east/unknown', 'east/T3', 'west/T1']);
    expect(keysBy('failure_rate')).toEqual(['east/unknown', 'east/T3', 'west/T1']);
    expect(keysBy('change')).toEqual(['east/T3', 'east/unknown', 'west/T1']);
  });

  it('keeps what is chosen beyond its length, and counts the whole', () => {
    expect(keysBy('amount', 1)).toEqual(['east/unknown', 'west/T1']);
    const folded = boardOf('building_id', rows, { sort: 'failures', most: 1, chosen: () => false });
    expect(folded).toMatchObject({ total: 3, failures: 18_632 });
  });
});

describe('causes', () => {
  it('come with the largest first', () => {
    expect(causes(summary, 'en').map((cause) => [cause.name, cause.share])).toEqual([
      ['Low balance', '56%'],
      ['Network', '41%'],
      ['Unknown', '2.1%'],
    ]);
  });
});

describe('nameOf', () => {
  it('names buildings by campus and building, and finds the only one without its campus', () => {
    expect(nameOf('building_id', 'T3', places, 'zh-CN')).toBe('第三教学楼');
    expect(nameOf('building_id', 'east/T9', places, 'en')).toBe('T9, 东区');
  });

  it('needs no campus where the page has only one', () => {
    const east = placesWithin({ ...places, buildings: { ...places.buildings, 'west/T3': '西三教' } }, [
      'east',
    ]);
    expect(nameOf('building_id', 'T3', east, 'zh-CN')).toBe('第三教学楼');
    expect(nameOf('building_id', 'east/T3', east, 'zh-CN')).toBe('第三教学楼');
    expect(wholeBuildingKey('T3', ['east'])).toBe('east/T3');
  });

  it('keeps a code that nobody named', () => {
    expect(nameOf('channel', 'pay_by_palm', places, 'en')).toBe('pay_by_palm');
    expect(nameOf('bank', 'unknown', places, 'zh-CN')).toBe('未知');
  });
});

describe('periodOf', () => {
  it('calls a month by its name, else counts days', () => {
    expect(periodOf(summary, 'zh-CN')).toBe('8月');
    expect(periodOf({ ...summary, compared_from: '2026-08-02' }, 'zh-CN')).toBe('前 30 天');
    expect(periodOf({ ...summary, compared_from: '2025-09-01', compared_to: '2025-09-30' }, 'en')).toBe(
      'the same dates last year',
    );
    expect(periodOf({ ...summary, compared_from: '2026-07-28', compared_to: '2026-08-26' }, 'zh-CN')).toBe(
      '7月28日–8月26日',
    );
    expect(periodOf({ ...summary, settled: { value: 1, compared: 0 } }, 'en')).toBeNull();
  });
});

describe('sparkline', () => {
  it('starts at zero and breaks where there is nothing', () => {
    expect(sparkline([1, null, 2, 4], 30, 10)).toBe('M0.0 7.5M20.0 5.0L30.0 0.0');
    expect(sparkline([0, 0], 30, 10)).toBe('');
  });
});
