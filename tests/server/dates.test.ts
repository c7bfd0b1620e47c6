import { describe, expect, it } from 'vitest';
import { windowOfSameDays, windowOfWeekdays } from '../../src/lib/server/dates.ts';

describe('the window compared with', () => {
  it.each([
    ['2026-03-29', '2026-03-31', '2026-02-28', '2026-02-28'],
    ['2028-03-25', '2028-03-31', '2028-02-25', '2028-02-29'],
    ['2026-05-25', '2026-05-31', '2026-04-25', '2026-04-30'],
    ['2026-01-05', '2026-01-31', '2025-12-05', '2025-12-31'],
    ['2026-03-15', '2026-04-20', '2026-01-15', '2026-02-20'],
    ['2026-03-15', '2026-04-10', '2026-02-15', '2026-03-10'],
  ])('of %s to %s in an earlier month end with that month', (from, to, first, last) => {
    expect(windowOfSameDays({ from, to })).toEqual({ from: first, to: last });
  });

  it('of the same weekdays lies whole weeks before, and apart', () => {
    expect(windowOfWeekdays({ from: '2026-09-30', to: '2026-09-30' })).toEqual({
      from: '2026-09-23',
      to: '2026-09-23',
    });
    expect(windowOfWeekdays({ from: '2026-09-21', to: '2026-09-30' })).toEqual({
      from: '2026-09-07',
      to: '2026-09-16',
    });
  });
});
