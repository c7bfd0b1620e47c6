import { describe, expect, it } from 'vitest';
import {
  change,
  closeUp,
  day,
  exact,
  exactMoney,
  hourName,
  moment,
  money,
  points,
  rate,
  ratio,
  short,
  signed,
  unbroken,
  windowName,
} from '../../src/lib/format/index.ts';

describe('counts', () => {
  it('are short in the way of the language', () => {
    expect(short(48_212, 'zh-CN')).toBe('4.8\u00a0万');
    expect(short(48_212, 'en')).toBe('48.2k');
    expect(short(9_999, 'zh-CN')).toBe('9,999');
    expect(short(120_000_000, 'zh-CN')).toBe('1.2\u00a0亿');
    expect(short(999_999, 'en')).toBe('1m');
  });

  it('stand close to their measure word after 万', () => {
    expect(closeUp('4.8\u00a0万 笔，4,830 笔')).toBe('4.8\u00a0万笔，4,830 笔');
  });

  it('do not turn nothing into zero', () => {
    expect([short(null, 'en'), exact(undefined, 'en'), rate(null, 'en'), money(null, 'en')]).toEqual([
      '–',
      '–',
      '–',
      '–',
    ]);
    expect(exact(0, 'en')).toBe('0');
  });

  it('carry a real minus sign as a change', () => {
    expect(signed(-87, 'en')).toBe('−87');
    expect(signed(1203, 'en')).toBe('+1,203');
    expect(signed(0, 'en')).toBe('0');
  });
});

describe('rates', () => {
  it('show two digits that matter', () => {
    expect([0.0312, 0.0042, 0.46, 1, 0, 0.00001, 0.999].map((value) => rate(value, 'en'))).toEqual([
      '3.1%',
      '0.42%',
      '46%',
      '100%',
      '0%',
      '<0.01%',
      '99.9%',
    ]);
  });

  it('change by points, counts by per cent', () => {
    expect(points(0.031, 0.027, 'en')).toBe('+0.4');
    expect(points(0.031, 0.03101, 'en')).toBe('0');
    expect(points(0.031, null, 'en')).toBeNull();
    expect(change(112, 100, 'en')).toBe('+12%');
    expect(change(88, 100, 'en')).toBe('−12%');
    expect(change(2_000, 100, 'en')).toBe('×20');
    expect(change(5, 0, 'en')).toBeNull();
  });

  it('have no value without a denominator', () => {
    expect(ratio(0, 0)).toBeNull();
    expect(ratio(1, 4)).toBe(0.25);
  });
});

describe('money', () => {
  it('is yuan, to the fen only where it is small', () => {
    expect(money(48_212.5, 'zh-CN')).toBe('¥4.8\u00a0万');
    expect(money(12.5, 'en')).toBe('¥12.50');
    expect(exactMoney(48_212.5, 'en')).toBe('¥48,212.50');
  });
});

describe('dates', () => {
  it('are written as the language writes them', () => {
    expect(day('2026-09-25', 'zh-CN')).toBe('9月25日 周五');
    expect(day('2026-09-25', 'en')).toBe('Fri 25 Sep');
  });

  it('name a window in the fewest words', () => {
    expect(windowName('2026-09-01', '2026-09-30', 'zh-CN', 2026)).toBe('9月');
    expect(windowName('2026-09-01', '2026-09-30', 'en', 2026)).toBe('September');
    expect(windowName('2026-09-03', '2026-09-28', 'zh-CN', 2026)).toBe('9月3日–28日');
    expect(windowName('2026-08-28', '2026-09-03', 'en', 2026)).toBe('28 Aug – 3 Sep');
    expect(windowName('2025-12-28', '2026-01-03', 'zh-CN', 2026)).toBe('2025年12月28日–2026年1月3日');
    expect(windowName('2026-09-25', '2026-09-25', 'en', 2026)).toBe('Fri 25 Sep');
  });

  it('follow the clock of the campus', () => {
    expect(moment('2026-09-30T15:59:00Z', 'Asia/Shanghai')).toBe('2026-09-30 23:59');
    expect(hourName(23)).toBe('23:00–00:00');
  });
});

describe('unbroken', () => {
  const numbers = (sentence: string) =>
    unbroken(sentence)
      .filter((part) => part.number)
      .map((part) => part.text);

  it('keeps a number with its sign, unit and inner punctuation', () => {
    expect(numbers('9月支付失败 48,212 笔，失败率 3.1%，高 0.4 个百分点')).toEqual([
      '9月',
      '48,212 笔',
      '3.1%',
      '0.4 个百分点',
    ]);
    expect(numbers('between 12:00–13:00 (+7,192)')).toEqual(['12:00–13:00', '+7,192']);
  });

  it('loses nothing', () => {
    const sentence = 'through 2026-09-30 23:59; ¥4.8\u00a0万';
    expect(
      unbroken(sentence)
        .map((part) => part.text)
        .join(''),
    ).toBe(sentence);
  });
});
