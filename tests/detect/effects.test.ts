import { describe, expect, it } from 'vitest';
import { effectOf, monthOf, noteDay, toMonthEnd, type Effects } from '../../ingest/detect/effects.ts';
import type { Scanner } from '../../ingest/detect/scanner.ts';
import { recurrenceOf } from '../../ingest/detect/tell.ts';

const dateOf = (text: string) => Date.parse(text) / 86_400_000;
const daysOf = (month: string) => {
  const [year, number] = month.split('-').map(Number) as [number, number];
  const last = new Date(Date.UTC(year, number, 0)).getUTCDate();
  return Array.from({ length: last }, (_, day) => dateOf(`${month}-${String(day + 1).padStart(2, '0')}`));
};

/** What was noted of whole months with 100 usual failures a day, times a lift on the last `days`. */
function notedOf(months: [month: string, lift: number, days: number][], category = 0): Effects {
  const effects: Effects = [];
  for (const [month, lift, days] of months)
    for (const date of daysOf(month))
      noteDay(effects, category, date, toMonthEnd(date) < days ? 100 * lift : 100, 100);
  return effects;
}

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

describe('what the calendar does', () => {
  const three: [string, number, number][] = [
    ['2026-01', 3, 6],
    ['2026-02', 3, 6],
    ['2026-03', 3, 6],
  ];

  it('is known after two month ends, aligned by their end, and never before', () => {
    const effects = notedOf(three);
    expect(effectOf(effects, 0, monthOf(dateOf('2026-02-01')))).toBeUndefined();
    const two = effectOf(effects, 0, monthOf(dateOf('2026-03-01')))!;
    expect(two).toMatchObject({ months: 2, first: 5 });
    const all = effectOf(effects, 0, monthOf(dateOf('2026-04-01')))!;
    expect(all).toMatchObject({ months: 3, first: 5 });
    expect(all.lift).toBeCloseTo(3, 9);
  });

  it('lifts each day of it, and has an interval around its lift, narrower with more failures', () => {
    const effect = effectOf(notedOf(three), 0, monthOf(dateOf('2026-04-01')))!;
    expect(effect.lifts).toHaveLength(6);
    for (const lift of effect.lifts) expect(lift).toBeCloseTo(3, 1);
    expect(effect.low).toBeLessThan(3);
    expect(effect.high).toBeGreaterThan(3);
    const unlike = effectOf(notedOf([['2026-01', 2, 6], ['2026-02', 4.5, 6]]), 0, monthOf(dateOf('2026-03-01')))!; // prettier-ignore
    expect(unlike.high / unlike.low).toBeGreaterThan(effect.high / effect.low);
  });

  it('is no effect where most month ends show none, where it is one day, or of another category', () => {
    const month = monthOf(dateOf('2026-06-01'));
    const once: [string, number, number][] = [['2026-01', 3, 6], ['2026-02', 1, 6], ['2026-03', 1, 6], ['2026-04', 3, 6], ['2026-05', 1, 6]]; // prettier-ignore
    expect(effectOf(notedOf(once), 0, month)).toBeUndefined();
    expect(effectOf(notedOf(three.map(([name, lift]) => [name, lift, 1])), 0, month)).toBeUndefined();
    expect(effectOf(notedOf(three), 1, month)).toBeUndefined();
  });

  it('goes on where one month end in a while is missed', () => {
    const effects = notedOf([...three, ['2026-04', 1, 6]]);
    const effect = effectOf(effects, 0, monthOf(dateOf('2026-05-01')))!;
    expect(effect).toMatchObject({ months: 3, first: 5 });
    expect(effect.lift).toBeCloseTo(3, 9);
  });
});

describe('an allowance incident', () => {
  const world = {
    campuses: ['c1'],
    localTime: (_: number, bin: number) => ({ date: Math.floor(bin / 288), half: 0 }),
  };
  const months: [string, number, number][] = [['2026-01', 3, 6], ['2026-02', 3, 6], ['2026-03', 3, 6]]; // prettier-ignore
  const recurrence = (from: string, to: string, isAnnounced: boolean, known = months) =>
    recurrenceOf(
      { effects: notedOf(known), world: world as unknown as Scanner['world'] },
      { c: 0, start: dateOf(from) * 288, end: (dateOf(to) + 1) * 288, isAnnounced },
      { verdict: 'allowance', timezone_campus: 'c1' },
    );

  it('is one of the month ends that are expected: emerging with the second, recurring from the third', () => {
    expect(recurrence('2026-01-26', '2026-01-31', false, months.slice(0, 1))).toBe('none');
    expect(recurrence('2026-02-21', '2026-02-28', false, months.slice(0, 2))).toBe('emerging');
    expect(recurrence('2026-03-26', '2026-03-31', true)).toBe('recurring');
    expect(recurrence('2026-03-18', '2026-03-31', true)).toBe('recurring');
  });

  it('is none of them where it exceeds what was expected, or is of the middle of a month', () => {
    expect(recurrence('2026-03-28', '2026-03-29', false)).toBe('none');
    expect(recurrence('2026-02-12', '2026-02-13', false)).toBe('none');
  });
});
