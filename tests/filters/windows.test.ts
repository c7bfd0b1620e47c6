import { describe, expect, it } from 'vitest';
import {
  daysIn,
  grainFor,
  grainsFor,
  monthEndsWindow,
  presetOf,
  presetWindow,
  readGrain,
} from '../../src/lib/filters/windows.ts';

const data = { from: '2026-07-15', to: '2026-09-30' };

describe('presetWindow', () => {
  it('counts from the end of the data, not from the clock', () => {
    expect(presetWindow('today', data)).toEqual({ from: '2026-09-30', to: '2026-09-30' });
    expect(presetWindow('yesterday', data)).toEqual({ from: '2026-09-29', to: '2026-09-29' });
    expect(presetWindow('last7', data)).toEqual({ from: '2026-09-24', to: '2026-09-30' });
    expect(presetWindow('last28', data)).toEqual({ from: '2026-09-03', to: '2026-09-30' });
    expect(presetWindow('lastMonth', data)).toEqual({ from: '2026-08-01', to: '2026-08-31' });
  });

  it('knows short Februaries and leap years', () => {
    expect(presetWindow('lastMonth', { from: '2027-01-01', to: '2027-03-31' }).to).toBe('2027-02-28');
    expect(presetWindow('lastMonth', { from: '2028-01-01', to: '2028-03-31' }).to).toBe('2028-02-29');
  });
});

describe('monthEndsWindow', () => {
  it('has six months, the begun one included', () => {
    expect(monthEndsWindow(data)).toEqual({ from: '2026-04-01', to: '2026-09-30' });
    expect(monthEndsWindow({ from: '2025-01-01', to: '2026-03-31' }).from).toBe('2025-10-01');
  });
});

describe('presetOf', () => {
  it('recognises a window, and all of the data first', () => {
    expect(presetOf({ from: '2026-09-24', to: '2026-09-30' }, data)).toBe('last7');
    expect(presetOf(data, data)).toBe('all');
    expect(presetOf({ from: '2026-09-02', to: '2026-09-30' }, data)).toBeUndefined();
  });
});

describe('grainFor', () => {
  it('keeps the number of points in the dozens', () => {
    expect(daysIn({ from: '2026-09-01', to: '2026-09-30' })).toBe(30);
    expect(grainFor({ from: '2026-09-30', to: '2026-09-30' })).toBe('hour');
    expect(grainFor({ from: '2026-09-01', to: '2026-09-30' })).toBe('day');
    expect(grainFor({ from: '2026-01-01', to: '2026-12-31' })).toBe('week');
    expect(grainFor({ from: '2023-01-01', to: '2026-12-31' })).toBe('month');
  });
});

describe('readGrain', () => {
  const month = { from: '2026-09-01', to: '2026-09-30' };

  it('takes a length that makes a picture of the window, or else the standard one', () => {
    expect(grainsFor(month)).toEqual(['hour', 'day', 'week']);
    expect(grainsFor({ from: '2026-09-01', to: '2026-09-01' })).toEqual(['hour']);
    expect(readGrain(new URLSearchParams('grain=hour'), month)).toBe('hour');
    expect(readGrain(new URLSearchParams('grain=month'), month)).toBe('day');
    expect(readGrain(new URLSearchParams('grain=x'), month)).toBe('day');
  });

  it('offers the standard length for every window', () => {
    for (let days = 1; days < 2000; days += 7) {
      const to = new Date(Date.UTC(2024, 0, days)).toISOString().slice(0, 10);
      const window = { from: '2024-01-01', to };
      expect(grainsFor(window)).toContain(grainFor(window));
    }
  });
});
