import { describe, expect, it } from 'vitest';
import type { Driver, ExplainAnswer } from '../../src/lib/contracts/index.ts';
import { explanation } from '../../src/lib/words/explain.ts';
import { places } from './answers.ts';

const driver = (scope: Driver['scope'], excess: number | null): Driver => ({
  scope,
  settled: 400,
  observed: 140,
  expected: excess === null ? null : 140 - excess,
  excess,
  share: 0.88,
  interval: excess === null ? null : { low: 120, high: 138 },
  cause: true,
});
const answer = {
  baseline: 'expected',
  settled: 4000,
  observed: 212,
  expected: 64,
  excess: 148,
  interval: { low: 123, high: 170 },
  drivers: [driver({ building_id: 'east/T3', bank: 'ICBC' }, 131)],
  by_dimension: [],
} as unknown as ExplainAnswer;

const say = (change: Partial<ExplainAnswer>, language: 'en' | 'zh-CN', categories: string[] = []) =>
  explanation({ ...answer, ...change }, { places, language, categories });

describe('explanation', () => {
  it('says how much is more than usual, and where', () => {
    expect(say({}, 'en', ['timeout'])).toEqual([
      'Of 212 failed payments (timeout), 148 are more than usual (123 to 170 with 95% confidence).',
      '131 of these are at 第三教学楼, 东区 · ICBC.',
    ]);
    expect(say({}, 'zh-CN')).toEqual([
      '支付失败 212 笔，其中 148 笔超出平时（95% 区间 123 至 170）。',
      '超出的部分里有 131 笔来自东区第三教学楼 · 工商银行。',
    ]);
  });

  it('calls usual what chance explains, but names a part that is not', () => {
    const usual = { excess: 4, expected: 208, interval: { low: -20, high: 28 } };
    expect(say({ ...usual, drivers: [] }, 'en')).toEqual([
      '212 failed payments; about 208 are usual here, so the whole is as usual.',
    ]);
    expect(say({ ...usual, baseline: 'before', drivers: [driver({ bank: 'unknown' }, 9)] }, 'en')).toEqual([
      '212 failed payments; about 208 would follow from the time before, so the whole is as before.',
      'Bank: Unknown alone has 9 more than that would give.',
    ]);
  });

  const inTime = (dimension: 'date' | 'hour', excess: Record<string, number>) => ({
    dimension,
    items: Object.entries(excess).map(([value, one]) => ({ value, excess: one })),
  });
  it('says when, where half of it or more lies together in half of the time or less', () => {
    const by_dimension = [
      inTime('date', { '2026-06-26': 40, '2026-06-24': -2, '2026-06-25': 96, '2026-06-23': 14 }),
      inTime('hour', { 9: 1, 10: -3, 11: 70, 12: 72, 13: 8 }),
    ] as unknown as ExplainAnswer['by_dimension'];
    const when = { by_dimension, to: '2026-06-30', drivers: [] };
    expect(say(when, 'en').slice(1)).toEqual([
      '136 of these fall on 25 – 26 Jun.',
      '142 of these fall on 11:00–13:00.',
    ]);
    expect(say(when, 'zh-CN').slice(1)).toEqual([
      '其中 136 笔集中在6月25日–26日。',
      '其中 142 笔集中在11:00–13:00。',
    ]);
  });
  it('says no time where the excess lies all along', () => {
    const even = inTime('date', { '2026-06-23': 37, '2026-06-24': 37, '2026-06-25': 37, '2026-06-26': 37 });
    expect(say({ by_dimension: [even] as never, to: '2026-06-30' }, 'en')).toHaveLength(2);
  });

  it('says how it failed, where more than one category was asked about', () => {
    const kind = (value: string, excess: number) => ({ value, excess, share: excess / 148 });
    const items = [kind('network', 40), kind('unknown', 12), kind('timeout', 96), kind('balance', -3)];
    const by_dimension = [{ dimension: 'category', items }] as unknown as ExplainAnswer['by_dimension'];
    expect(say({ by_dimension, drivers: [] }, 'en')[1]).toBe(
      'The excess by category: Timeout 96, Network 40.',
    );
    expect(say({ by_dimension, drivers: [] }, 'zh-CN')[1]).toBe(
      '超出的部分按类别：系统超时 96 笔、网络波动 40 笔。',
    );
    expect(say({ by_dimension, drivers: [] }, 'en', ['timeout'])).toHaveLength(1);
  });

  it('says that everything has its share in it', () => {
    expect(say({ drivers: [driver({}, 148)] }, 'en')[1]).toBe('All parts have their share in it.');
  });

  it('says that what is usual is not known', () => {
    const unknown = { expected: null, excess: null, interval: null };
    expect(say({ ...unknown, drivers: [driver({ channel: 'alipay' }, null)] }, 'en')).toEqual([
      '212 failed payments; what is usual here is not known yet, so parts are compared with each other.',
      'Alipay has 88% of them and fails more often than the rest.',
    ]);
  });
});
