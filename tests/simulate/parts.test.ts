import { describe, expect, it } from 'vitest';
import { calendarDay, dayNumber, daysToMonthEnd, weekday } from '../../src/simulate/calendar.ts';
import { isoWriter } from '../../src/simulate/clock.ts';
import { chooser, gamma, poisson, stream } from '../../src/simulate/rng.ts';

const mean = (values: number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
const variance = (values: number[]): number => mean(values.map((v) => v * v)) - mean(values) ** 2;
const draw = (f: () => number): number[] => Array.from({ length: 20_000 }, f);

describe('random numbers', () => {
  it('depend on their keys alone', () => {
    const [a, b, c] = [stream(1, 'day', 3), stream(1, 'day', 3), stream(1, 'day', 4)];
    const [x, y, z] = [a, b, c].map((random) => Array.from({ length: 5 }, random));
    expect(x).toEqual(y);
    expect(x).not.toEqual(z);
  });

  it('have the moments of their distributions', () => {
    const random = stream('moments');
    const uniform = draw(random);
    expect(mean(uniform)).toBeCloseTo(0.5, 1);
    expect(variance(uniform)).toBeCloseTo(1 / 12, 2);
    const gammas = draw(() => gamma(random, 8));
    expect(mean(gammas)).toBeCloseTo(1, 1);
    expect(variance(gammas)).toBeCloseTo(1 / 8, 1);
    for (const lambda of [0, 0.3, 7, 45]) {
      const counts = draw(() => poisson(random, lambda));
      expect(Math.abs(mean(counts) - lambda)).toBeLessThan(0.2);
      expect(Math.abs(variance(counts) - lambda)).toBeLessThan(0.05 * lambda + 0.05);
    }
  });

  it('choose by weight', () => {
    const random = stream('choose');
    const pick = chooser(['a', 'b', 'c'], [1, 3, 0]);
    const picked = Array.from({ length: 4000 }, () => pick(random));
    expect(picked.filter((x) => x === 'b').length / 4000).toBeCloseTo(0.75, 1);
    expect(picked).not.toContain('c');
    expect(() => chooser([], [])).toThrow(RangeError);
  });
});

describe('the calendar', () => {
  it('counts days to the end of months of any length', () => {
    const left = (date: string) => daysToMonthEnd(dayNumber(date));
    expect(['2026-02-28', '2024-02-28', '2026-04-01', '2026-12-31'].map(left)).toEqual([0, 1, 29, 0]);
  });

  it('knows weekdays, holidays, vacations and exams', () => {
    const kind = (date: string) => calendarDay(dayNumber(date)).note;
    expect(weekday(dayNumber('2026-03-02'))).toBe(0);
    expect(
      ['2026-02-17', '2026-03-02', '2026-05-01', '2026-06-19', '2026-06-30', '2026-07-20'].map(kind),
    ).toEqual(['寒假', '春季学期', '劳动节', '端午节', '考试周', '暑假']);
    expect(['2026-09-25', '2026-10-01', '2026-11-11'].map(kind)).toEqual(['中秋节', '国庆节', '秋季学期']);
  });

  it('refuses what is no date', () => {
    for (const text of ['2026-02-29', '2026-1-1', 'today', ''])
      expect(() => dayNumber(text)).toThrow(RangeError);
  });
});

describe('the clock', () => {
  it.each([
    [480, '2026-09-25T12:05:03.120+08:00'],
    [330, '2026-09-25T09:35:03.120+05:30'],
    [-210, '2026-09-25T00:35:03.120-03:30'],
    [0, '2026-09-25T04:05:03.120+00:00'],
  ])('writes an instant at %i minutes from UTC', (offset, text) => {
    expect(isoWriter(offset)(Date.parse('2026-09-25T04:05:03.120Z'))).toBe(text);
  });
});
