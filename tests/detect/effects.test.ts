import { describe, expect, it } from 'vitest';
import {
  effectOf, liftAt, liftsOn, noteDay, noteOccurrences, type Day, type Effects,
} from '../../ingest/detect/effects.ts'; // prettier-ignore
import {
  EVERYWHERE, monthOf, nextOf, OCCASIONS, occurrencesOn, ruleOf, toMonthEnd, type Occasion,
} from '../../ingest/detect/occasions.ts'; // prettier-ignore
import { isoDate } from '../../ingest/detect/dates.ts';
import { recurrenceOf } from '../../ingest/detect/tell.ts';
import { makeWorld, type CalendarDay, type World } from '../../ingest/detect/world.ts';
import { leavesOf } from './leaves.ts';

const dateOf = (text: string) => Date.parse(text) / 86_400_000;

/** Two campuses and two categories, with a calendar of single days. */
function worldOf(calendar: [campus: string, date: string, kind: string][] = []): World {
  const leaves = leavesOf([
    ['c1', 'b1', 'alipay', 'ICBC', 'app'],
    ['c2', 'b1', 'alipay', 'ICBC', 'app'],
  ]);
  const days = calendar.map(([campus_id, date, kind]): CalendarDay => ({
    campus_id,
    date: dateOf(date),
    kind,
  }));
  return makeWorld(leaves, ['balance', 'network'], days, { c1: 'Asia/Shanghai', c2: 'Asia/Shanghai' });
}

/** Days of 100 usual failures of each campus and category, times what `lift` says. */
function daysOf(from: string, to: string, lift: (date: number, campus: number, c: number) => number): Day[] {
  const days: Day[] = [];
  for (let date = dateOf(from); date <= dateOf(to); date++)
    days.push({
      date,
      seen: Float64Array.from([0, 1, 2, 3], (at) => 100 * lift(date, at >> 1, at % 2)),
      usual: new Float64Array(4).fill(100),
    });
  return days;
}

const PLAIN = new Float64Array(4).fill(1);

/** What is noted of days as each of them ends. */
function notedOf(world: World, days: readonly Day[], effects: Effects = []): Effects {
  for (const day of days) for (const rule of OCCASIONS) noteDay(effects, world, rule, day, PLAIN);
  return effects;
}

/** The last `days` of these months, times a lift in the first category. */
const monthEnds = (lifts: Record<string, number>, days = 6) =>
  Object.entries(lifts).flatMap(([month, lift]) => {
    const [year, number] = month.split('-').map(Number) as [number, number];
    const last = isoDate(Date.UTC(year, number, 0) / 86_400_000);
    return daysOf(`${month}-01`, last, (date, _, c) => (c === 0 && toMonthEnd(date) < days ? lift : 1));
  });

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

describe('occasions that campuses have apart', () => {
  const on = (from: string, days: number, campus: string): [string, string, string][] =>
    Array.from({ length: days }, (_, day) => [campus, isoDate(dateOf(from) + day), 'exam']);
  const at = (world: World, date: string) =>
    occurrencesOn(world, ruleOf('exam'), dateOf(date)).map(({ where, number }) => [where, isoDate(number)]);

  it('are one where all have the same dates, else each campus has its own', () => {
    const same = worldOf([...on('2026-06-01', 5, 'c1'), ...on('2026-06-01', 5, 'c2')]);
    expect(at(same, '2026-06-03')).toEqual([[EVERYWHERE, '2026-06-01']]);
    const apart = worldOf([...on('2026-06-01', 5, 'c1'), ...on('2026-06-02', 5, 'c2')]);
    expect(at(apart, '2026-06-03')).toEqual([[0, '2026-06-01'], [1, '2026-06-02']]); // prettier-ignore
  });

  it('go on over a weekend, and not over more', () => {
    const world = worldOf([
      ...on('2026-06-01', 5, 'c1'),
      ...on('2026-06-08', 4, 'c1'),
      ...on('2026-06-15', 1, 'c1'),
    ]);
    for (const date of ['2026-06-06', '2026-06-07', '2026-06-11'])
      expect(at(world, date)).toEqual([[0, '2026-06-01']]);
    for (const date of ['2026-06-12', '2026-06-13', '2026-06-14']) expect(at(world, date)).toEqual([]);
    expect(at(world, '2026-06-15')).toEqual([[0, '2026-06-15']]);
  });

  it('teach no other campus, and one season is one occurrence', () => {
    const seasons = ['2026-01-12', '2026-03-09'];
    const calendar = seasons.flatMap((from) => [...on(from, 5, 'c1'), ...on(from, 6, 'c2')]);
    const world = worldOf(calendar);
    const isIn = (date: number, campus: number) => ruleOf('exam').position(world, campus, date) !== undefined;
    const days = daysOf('2025-12-10', '2026-03-31', (date, campus, c) =>
      c === 1 && campus === 0 && isIn(date, campus) ? 2 : 1,
    );
    const effects = notedOf(world, days);
    expect(effectOf(effects, ruleOf('exam'), 0, 1)).toMatchObject({ shown: 2 });
    expect(effectOf(effects, ruleOf('exam'), 1, 1)).toBeUndefined();
    expect(effectOf(effects, ruleOf('exam'), EVERYWHERE, 1)).toBeUndefined();
  });
});

describe('an incident', () => {
  const world = worldOf(['2026-01-12', '2026-02-12'].map((date) => ['c1', date, 'allowance']));
  const months = { '2026-01': 3, '2026-02': 3, '2026-03': 3 };
  const recurrence = (
    from: string,
    to: string,
    announced: number | null,
    known: Record<string, number> = months,
    verdict: 'allowance' | 'load' = 'allowance',
  ) =>
    recurrenceOf(
      { effects: notedOf(world, monthEnds(known)), world },
      {
        c: 0,
        start: dateOf(from) * 288 - 96,
        end: (dateOf(to) + 1) * 288,
        announced:
          announced === null ? null : { occasion: 'month_end', where: EVERYWHERE, number: announced },
      },
      { verdict, timezone_campus: 'c1' },
    ).recurrence;

  it('is one of the month ends that are expected: emerging with the second, recurring from the third', () => {
    expect(recurrence('2026-01-26', '2026-01-31', null, { '2026-01': 3 })).toBe('none');
    expect(recurrence('2026-02-21', '2026-02-28', null, { '2026-01': 3, '2026-02': 3 })).toBe('emerging');
    expect(recurrence('2026-03-26', '2026-03-31', before('2026-03'))).toBe('recurring');
    expect(recurrence('2026-03-18', '2026-03-31', before('2026-03'))).toBe('recurring');
  });

  it('is none of them where it exceeds what was expected, is of the middle of a month, or is no shortage of money', () => {
    expect(recurrence('2026-03-28', '2026-03-29', null)).toBe('none');
    expect(recurrence('2026-02-14', '2026-02-15', null)).toBe('none');
    expect(recurrence('2026-02-21', '2026-02-28', null, { '2026-01': 3, '2026-02': 3 }, 'load')).toBe('none');
  });
});
