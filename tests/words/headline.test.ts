import { describe, expect, it } from 'vitest';
import type { SummaryAnswer } from '../../src/lib/contracts/index.ts';
import { headline, type HeadlineFacts } from '../../src/lib/words/headline.ts';
import { incidentSentence } from '../../src/lib/words/incidents.ts';
import { incident } from './incident.ts';
import { places, summary, where } from './answers.ts';

const say = (change: Partial<HeadlineFacts> = {}) =>
  headline({ summary, where, incidents: [], chosen: [], places, language: 'zh-CN', year: 2026, ...change });

const changed = (change: Partial<SummaryAnswer>): SummaryAnswer => ({ ...summary, ...change });

describe('headline', () => {
  it('says how much, against what, which part grew, where and when', () => {
    expect(say()).toEqual([
      '9月支付失败 48,212 笔，失败率 3.1%，比8月高 0.4 个百分点。',
      '多出的部分主要是余额不足（+0.4 个百分点）。',
      '失败最多的是东区第三教学楼（9,120 笔，失败率 4.6%）。',
    ]);
  });

  it('says the same in English', () => {
    expect(say({ language: 'en' })).toEqual([
      'September: 48,212 failed payments, a failure rate of 3.1%, up 0.4 points on August.',
      'The rise is mostly low balance (+0.4 points).',
      'Most fail at 第三教学楼, 东区 (9,120, 4.6% of its attempts).',
    ]);
  });

  it('puts what was unusual into the answer, and a second incident that is at least half as large', () => {
    const sentence = incidentSentence(incident, places, 'zh-CN');
    const found = (excess: number) => ({ incident, excess });
    expect(say({ incidents: [found(80)] })[0]).toBe(
      `9月支付失败 48,212 笔，失败率 3.1%，比8月高 0.4 个百分点。最不寻常的是${sentence}。`,
    );
    expect(say({ incidents: [found(80), found(39)], language: 'en' })[0]).toContain(
      `Most unusual of 2 incidents: ${incidentSentence(incident, places, 'en')}.`,
    );
    expect(say({ incidents: [found(80), found(40)] })[0]).toContain(`最不寻常的是${sentence}；${sentence}。`);
  });

  it('does not compare where nothing was before', () => {
    const alone = changed({ compared_from: null, compared_to: null });
    expect(say({ summary: alone }).slice(0, 2)).toEqual([
      '9月支付失败 48,212 笔，失败率 3.1%。',
      '占比最大的是余额不足，56%。',
    ]);
  });

  it('names the part that fell most when there are fewer', () => {
    const fewer = changed({
      failures: { value: 30_000, compared: 39_420 },
      failure_rate: { value: 0.02, compared: 0.027 },
      failures_by_category: {
        network: { value: 12_000, compared: 19_000 },
        balance: { value: 18_000, compared: 19_420 },
      } as SummaryAnswer['failures_by_category'],
    });
    expect(say({ summary: fewer }).slice(0, 2)).toEqual([
      '9月支付失败 30,000 笔，失败率 2.0%，比8月低 0.7 个百分点。',
      '下降最多的是网络波动（−0.5 个百分点）。',
    ]);
  });

  it('calls a difference level that chance alone explains', () => {
    const level = changed({ failure_rate: { value: 0.03101, compared: 0.03085 } });
    expect(say({ summary: level }).slice(0, 2)).toEqual([
      '9月支付失败 48,212 笔，失败率 3.1%，与8月基本持平。',
      '占比最大的是余额不足，56%。',
    ]);
  });

  it('names the categories it was narrowed to, and then no cause', () => {
    expect(say({ chosen: ['balance'] })[0]).toContain('9月余额不足 48,212 笔');
    expect(say({ chosen: ['balance'] })).toHaveLength(2);
  });

  it('says so when nothing failed or nothing was settled', () => {
    expect(say({ summary: changed({ failures: { value: 0, compared: 3 } }) })).toEqual([
      '9月没有支付失败，共 1,555,226 笔已决支付。',
    ]);
    expect(say({ summary: changed({ settled: { value: 0, compared: 0 } }) })).toEqual([
      '9月没有已决的支付。',
    ]);
  });
});
