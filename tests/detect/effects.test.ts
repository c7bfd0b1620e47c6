import { describe, expect, it } from 'vitest';
import { isoDate } from '../../ingest/detect/dates.ts';
import { effectOf, liftAt, liftsOn } from '../../ingest/detect/effects.ts';
import {
  EVERYWHERE,
  monthOf,
  nextOf,
  OCCASIONS,
  ruleOf,
  toMonthEnd,
  type Occasion,
} from '../../ingest/detect/occasions.ts';
import { noteOccurrences } from '../../ingest/detect/occurrences.ts';
import { dateOf, daysOf, monthEnds, notedOf, worldOf } from './calendar.ts';

const [monthEnd, balance] = [ruleOf('month_end'), 0];
const before = (month: string) => monthOf(dateOf(`${month}-01`));

describe('days to the month’s end', () => {
  it.each([
    ['2024-02-29', 0],
    ['2024-02-25', 4],
    ['2026-02-28', 0],
    ['2026-12-31', 0],
    ['2026-04-01', 29],
  ])('of %s are %i', (date, left) => {
    expect(toMonthEnd(dateOf(date))).toBe(left);
  });
});

describe('what month ends do', () => {
  const world = worldOf();
  const three = { '2026-01': 3, '2026-02': 3, '2026-03': 3 };

  it('is known after two of them, aligned by their end, and never before', () => {
    const effects = notedOf(world, monthEnds(three));
    expect(effectOf(effects, monthEnd, EVERYWHERE, balance, before('2026-02'))).toBeUndefined();
    expect(effectOf(effects, monthEnd, EVERYWHERE, balance, before('2026-03'))).toMatchObject({
      shown: 2,
      last: 5,
    });
    const all = effectOf(effects, monthEnd, EVERYWHERE, balance)!;
    expect(all).toMatchObject({ shown: 3, last: 5 });
    expect(all.lift).toBeCloseTo(3, 9);
  });

  it('lifts each day of it, and has an interval around its lift, narrower with more failures', () => {
    const effect = effectOf(notedOf(world, monthEnds(three)), monthEnd, EVERYWHERE, balance)!;
    expect(effect.lifts).toHaveLength(6);
    for (const lift of effect.lifts) expect(lift).toBeCloseTo(3, 1);
    expect(effect.low).toBeLessThan(3);
    expect(effect.high).toBeGreaterThan(3);
    const unlike = effectOf(
      notedOf(world, monthEnds({ '2026-01': 2, '2026-02': 4.5 })),
      monthEnd,
      EVERYWHERE,
      balance,
    )!;
    expect(unlike.high / unlike.low).toBeGreaterThan(effect.high / effect.low);
  });

  it('is no effect where most show none, where it is one day, or of another category', () => {
    const seldom = { '2026-01': 3, '2026-02': 1, '2026-03': 1, '2026-04': 3, '2026-05': 1 };
    expect(effectOf(notedOf(world, monthEnds(seldom)), monthEnd, EVERYWHERE, balance)).toBeUndefined();
    expect(effectOf(notedOf(world, monthEnds(three, 1)), monthEnd, EVERYWHERE, balance)).toBeUndefined();
    expect(effectOf(notedOf(world, monthEnds(three)), monthEnd, EVERYWHERE, 1)).toBeUndefined();
  });

  it('goes on where one in a while is missed', () => {
    const effect = effectOf(
      notedOf(world, monthEnds({ ...three, '2026-04': 1 })),
      monthEnd,
      EVERYWHERE,
      balance,
    )!;
    expect(effect).toMatchObject({ shown: 3, last: 5 });
    expect(effect.lift).toBeCloseTo(3, 9);
  });
});

describe('what other occasions do', () => {
  const exams = (from: string, days: number) =>
    Array.from({ length: days }, (_, day) => isoDate(dateOf(from) + day))
      .filter((date) => (dateOf(date) + 3) % 7 < 5)
      .map((date): [string, string, string] => ['c2', date, 'exam']);
  const calendar: [string, string, string][] = [
    ...['2026-01-12', '2026-02-12', '2026-03-12'].map((date): [string, string, string] => ['c1', date, 'allowance']),
    ...exams('2026-01-12', 12), ...exams('2026-03-09', 12), ...exams('2026-05-04', 12),
  ]; // prettier-ignore
  const world = worldOf(calendar);
  const isExam = (date: number, campus: number) =>
    campus === 1 && ruleOf('exam').position(world, campus, date) !== undefined;
  const lifted = (date: number, campus: number, c: number) => {
    const ahead = world.daysToAllowance(campus, date);
    if (c === 0 && ahead !== null && ahead >= 1 && ahead <= 3) return 4;
    if (c === 1 && isExam(date, campus)) return 2;
    return c === 1 && [1, 2].includes(new Date(date * 86_400_000).getUTCDate()) ? 1.8 : 1;
  };
  const days = daysOf('2025-12-10', '2026-03-31', lifted);

  it.each<
    [Occasion, number, number, { last: number; lift: number; shown: number }, [string, string] | undefined]
  >([
    ['allowance', 0, 0, { last: 2, lift: 4, shown: 3 }, undefined],
    ['exam', 1, 1, { last: 0, lift: 2, shown: 2 }, ['2026-05-04', '2026-05-15']],
    ['month_start', EVERYWHERE, 1, { last: 1, lift: 1.8, shown: 3 }, ['2026-04-01', '2026-04-02']],
  ])('is learned of %s, with its days, and said when next', (occasion, where, c, { lift, ...more }, next) => {
    const rule = ruleOf(occasion);
    const effect = effectOf(notedOf(world, days), rule, where, c)!;
    expect(effect).toMatchObject({ occasion, ...more });
    expect(effect.lift).toBeCloseTo(lift, 1);
    expect(effectOf(notedOf(world, days), rule, where, 1 - c)).toBeUndefined();
    expect(nextOf(world, rule, where, dateOf('2026-03-31'), effect.last)?.map(isoDate)).toEqual(next);
  });

  it('lifts the campuses that have it, and no others', () => {
    const effects = notedOf(world, days);
    const on = (date: string) =>
      Array.from({ length: 4 }, (_, at) =>
        Number(liftAt(liftsOn(effects, world, dateOf(date)), at).toFixed(1)),
      );
    expect(on('2026-03-10')).toEqual([4, 1, 1, 1]);
    expect(on('2026-05-09')).toEqual([1, 1, 1, 2]);
    expect(on('2026-05-18')).toEqual([1, 1, 1, 1]);
    expect(on('2026-04-01')).toEqual([1, 1.8, 1, 1.8]);
  });

  it('is one with the end of the month where the allowance comes on the first', () => {
    const first = worldOf(
      ['2026-02-01', '2026-03-01', '2026-04-01'].map((date) => ['c1', date, 'allowance']),
    );
    const effects = notedOf(first, monthEnds({ '2026-01': 3, '2026-02': 3, '2026-03': 3 }));
    expect(
      OCCASIONS.filter((rule) =>
        [EVERYWHERE, 0].some((where) => effectOf(effects, rule, where, balance)),
      ).map(({ name }) => name),
    ).toEqual(['month_end']);
  });

  it('is measured anew by the days to both sides, once they are known', () => {
    const drifted = daysOf('2025-12-10', '2026-04-20', (...at) => 1.2 * lifted(...at));
    const effects = notedOf(world, drifted);
    expect(effectOf(effects, ruleOf('allowance'), 0, balance)!.lift).toBeCloseTo(4.8, 1);
    noteOccurrences(effects, world, drifted);
    expect(effectOf(effects, ruleOf('allowance'), 0, balance)!.lift).toBeCloseTo(4, 1);
    expect(effectOf(effects, ruleOf('exam'), 1, 1)!.lift).toBeCloseTo(2, 1);
  });
});
