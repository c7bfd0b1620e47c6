import { describe, expect, it } from 'vitest';
import { VERDICTS, type CalendarEffect, type IncidentCode } from '../../src/lib/contracts/index.ts';
import { incidentSentence, moneyOf, usualText, whenOf, whereOf } from '../../src/lib/words/incidents.ts';
import {
  effectSentence,
  evidenceSentences,
  hintOf,
  howSure,
  recurrenceSentence,
  smallestSentence,
  verdictSentence,
  whoActs,
} from '../../src/lib/words/verdicts.ts';
import { incident } from './incident.ts';

const places = { campuses: { east: '东区', west: '西区' }, buildings: { 'east/t3': '三教' } };

describe('the first sentence of an incident', () => {
  it('says where, when, what, how many and how many are usual', () => {
    expect(incidentSentence(incident, places, 'zh-CN')).toBe(
      '东区三教 3月5日 周四 12:05–12:35 网络失败 64 笔，平常 5 笔',
    );
    expect(incidentSentence(incident, places, 'en')).toBe(
      '三教, 东区, Thu 5 Mar 12:05–12:35: 64 network failures, usually 5',
    );
    const little = { ...incident, expected: 0.3, category: 'channel_error' as const };
    expect(incidentSentence(little, places, 'zh-CN')).toContain('“渠道错误”失败 64 笔，平常不到 1 笔');
    expect(incidentSentence(little, places, 'en')).toContain('64 failures (Channel error), usually under 1');
  });

  it('names rails, whole campuses and everywhere', () => {
    expect(whereOf({ channel: 'alipay', bank: 'ICBC' }, places, 'en')).toBe('Alipay ICBC');
    expect(whereOf({ campus_id: 'west', channel: 'alipay' }, places, 'zh-CN')).toBe('西区 · 支付宝');
    expect(whereOf({}, places, 'zh-CN')).toBe('所有校区');
  });

  it('tells times on the clock of the campus, over midnight and while open', () => {
    const at = (ended_at: string | null) => whenOf({ started_at: incident.started_at, ended_at }, 'en');
    expect(at('2026-03-06T01:00:00+08:00')).toBe('Thu 5 Mar 12:05 – Fri 6 Mar 01:00');
    expect(at(null)).toBe('since Thu 5 Mar 12:05');
  });

  it('never says that 0 are usual where a few are', () => {
    expect([0, 0.2, 1.4, 5.6].map((value) => usualText(value, 'en'))).toEqual(['0', 'under 1', '1', '6']);
    expect(moneyOf(1200.5, 'USD', 'en')).toBe('USD 1,201');
  });
});

describe.each(['zh-CN', 'en'] as const)('the verdict in %s', (language) => {
  it('has a sentence and somebody who acts, each its own', () => {
    const said = VERDICTS.map((verdict) => verdictSentence({ ...incident, verdict }, places, language));
    expect(new Set(said).size).toBe(VERDICTS.length);
    expect(new Set(VERDICTS.map((verdict) => whoActs(verdict, language))).size).toBe(VERDICTS.length);
    expect(new Set([0.95, 0.7, 0.3].map((sure) => howSure(sure, language).split(/[（(]/)[0])).size).toBe(3);
  });

  it('tells its evidence, and leaves out what is not known', () => {
    expect(evidenceSentences(incident, language)).toHaveLength(4);
    const load = evidenceSentences({ ...incident, verdict: 'load' }, language);
    expect(load).toHaveLength(5);
    expect(load.join()).toContain('42');
    const alone = { ...incident, evidence: { ...incident.evidence, outside_rate: null } };
    expect(evidenceSentences(alone, language).join()).not.toContain(language === 'en' ? 'elsewhere' : '别处');
    expect(evidenceSentences({ ...incident, evidence: { places_struck: 1 } }, language)).toEqual([]);
  });

  it('gives the hint of the commonest code that has one', () => {
    const code = (error_code: string, hint: string | null): IncidentCode => ({
      error_code,
      channel: 'alipay',
      failures: 9,
      meaning_zh: null,
      meaning_en: null,
      hint_zh: hint && `${hint}吧`,
      hint_en: hint,
    });
    const hint = hintOf([code('A', null), code('B', 'wait')], language);
    expect(hint).toMatchObject({ text: language === 'en' ? 'wait' : 'wait吧' });
    expect(hint!.code).toContain('B');
    expect(hintOf([code('A', null)], language)).toBeNull();
  });
});

describe('what comes back', () => {
  const effect: CalendarEffect = {
    category: 'balance',
    campus_id: null,
    occasion: 'month_end',
    days: 7,
    lift: 3.04,
    lift_low: 2.61,
    lift_high: 3.5,
    occurrences: 3,
    state: 'recurring',
    next_from: '2026-12-25',
    next_to: '2026-12-31',
  };

  it('is said with its interval and its next date', () => {
    expect(effectSentence(effect, places, 'zh-CN')).toBe(
      '余额不足在每月最后 7 天通常升到平常的 3 倍；95% 区间 2.6–3.5 倍，已见 3 次；下一次预计 12月25日 周五 起。',
    );
    expect(effectSentence({ ...effect, next_from: null }, places, 'en')).not.toContain('next');
    const [[campus_id, name]] = Object.entries(places.campuses) as [[string, string]];
    expect(effectSentence({ ...effect, campus_id }, places, 'en')).toMatch(new RegExp(`^${name}: `));
  });

  it.each([
    ['allowance', 3, 'over the 3 days before an allowance', '在发放日前 3 天'],
    ['allowance', 1, 'on the day before an allowance', '在发放日前一天'],
    ['month_start', 2, 'over the first 2 days of a month', '在每月头 2 天'],
    ['exam', 1, 'in exam weeks', '在考试周'],
  ] as const)('is said of %s, %i days', (occasion, days, en, zh) => {
    expect(effectSentence({ ...effect, occasion, days }, places, 'en')).toContain(en);
    expect(effectSentence({ ...effect, occasion, days }, places, 'zh-CN')).toContain(zh);
  });

  it('is said of an incident, and what could not have been seen too', () => {
    const recurring = { ...incident, recurrence: 'recurring' as const, next_expected: '2026-12-25' };
    expect(recurrenceSentence(recurring, 'en')).toContain('next expected on Fri 25 Dec');
    expect(recurrenceSentence(incident, 'en')).toBe('No pattern in the calendar');
    expect(smallestSentence(incident, 'en')).toBe(
      'Within two hours, fewer than 7 more would not have been seen here',
    );
    expect(smallestSentence({ ...incident, smallest_excess: null }, 'en')).toBeNull();
  });
});
