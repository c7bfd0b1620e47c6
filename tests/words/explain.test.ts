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
} as ExplainAnswer;

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
