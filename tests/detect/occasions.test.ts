import { describe, expect, it } from 'vitest';
import { isoDate } from '../../ingest/detect/dates.ts';
import { effectOf } from '../../ingest/detect/effects.ts';
import { EVERYWHERE, monthOf, occurrencesOn, ruleOf } from '../../ingest/detect/occasions.ts';
import { recurrenceOf } from '../../ingest/detect/tell.ts';
import type { World } from '../../ingest/detect/world.ts';
import { dateOf, daysOf, monthEnds, notedOf, worldOf } from './calendar.ts';

const before = (month: string) => monthOf(dateOf(`${month}-01`));

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
