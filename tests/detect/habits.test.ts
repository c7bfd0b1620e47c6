import { describe, expect, it } from 'vitest';
import {
  endDay,
  LAGS,
  lagOf,
  makeHabits,
  ownLevel,
  ownVariance,
  takeHours,
} from '../../ingest/detect/habits.ts';
import { makeSlices } from '../../ingest/detect/slices.ts';
import { makeRings } from '../../ingest/detect/windows.ts';
import type { Baseline } from '../../ingest/detect/baseline.ts';
import type { Leaves } from '../../ingest/detect/bins.ts';

const leaves: Leaves = {
  campus: ['north', 'north'],
  building: ['a', 'b'],
  channel: ['alipay', 'alipay'],
  bank: ['unknown', 'unknown'],
  method: ['unknown', 'unknown'],
  key: ['1', '2'],
};
const spread = Float64Array.of(0.05);
const baseline = { spread: { any: spread, campus: spread, building: spread } } as unknown as Baseline;
const FIRST = 500_016;

/** Feeds hours, each with what leaf a saw; 4 an hour are usual there, and b sees what is usual. */
function feed(
  seenAt: (hour: number) => number,
  hours: number,
  explained: Parameters<typeof takeHours>[4] = [],
) {
  const slices = makeSlices(leaves);
  const rings = makeRings(slices, 1);
  const habits = makeHabits(slices, 1);
  habits.hour = FIRST - 1;
  for (let hour = FIRST; hour < FIRST + hours; hour++) {
    rings.add(hour * 12, 0, Float64Array.of(4), Float64Array.of(seenAt(hour - FIRST)));
    rings.add(hour * 12, 1, Float64Array.of(4), Float64Array.of(4));
    takeHours(habits, slices, rings, baseline, explained, hour);
    if (hour % 24 === 23) endDay(habits, slices, 1);
  }
  const at = (building: string) => slices.find({ campus_id: 'north', building_id: building })!;
  return { habits, slices, a: at('a'), b: at('b') };
}

describe('what a slice has been like lately', () => {
  it('is the oldest memory for what lasts longer than all windows, such as a month end', () => {
    expect([1, 24, 36, 288, 300, 864, 2016].map(lagOf)).toEqual([0, 0, 1, 1, 2, 2, 2]);
  });

  it('follows a lasting rise of one slice alone, within days', () => {
    const { habits, a, b } = feed(() => 6, 24 * 7);
    expect(ownLevel(habits, a, 0)).toBeGreaterThan(1.4);
    expect(ownLevel(habits, a, 0)).toBeLessThan(1.5);
    expect(ownLevel(habits, b, 0)).toBeCloseTo(1, 5);
    expect(ownVariance(habits, a, 0)).toBeLessThan(0.01);
  });

  it('does not see the hours that the windows are searched in', () => {
    const quiet = feed(() => 4, 100);
    const struck = feed((hour) => (hour >= 100 - LAGS[0] ? 12 : 4), 100);
    expect(ownLevel(struck.habits, struck.a, 0)).toBe(ownLevel(quiet.habits, quiet.a, 0));
  });

  it('takes little of an outburst, and nothing of what an incident explains', () => {
    const struck = feed((hour) => (hour === 80 ? 80 : 4), 100);
    const one = { c: 0, scope: { campus_id: 'north', building_id: 'a' }, from: FIRST + 80, to: FIRST + 80 };
    const known = feed((hour) => (hour === 80 ? 80 : 4), 100, [one]);
    expect(ownLevel(struck.habits, struck.a, 0)).toBeLessThan(1.05);
    expect(ownLevel(known.habits, known.a, 0)).toBeCloseTo(1, 5);
  });

  it('tells the spread of the hours from that of the days', () => {
    // In turn: hours of 0 and 8, days of 0 and 8, where 4 are usual.
    const hours = feed((hour) => (hour % 2 === 0 ? 0 : 8), 24 * 28);
    const days = feed((hour) => (Math.floor((hour + LAGS[0]) / 24) % 2 === 0 ? 0 : 8), 24 * 28);
    const of = ({ habits, slices, a }: ReturnType<typeof feed>) => ({
      fast: habits.fast[slices.kind[a]!]!,
      slow: habits.slow[slices.kind[a]!]!,
    });
    expect(of(hours).fast).toBeGreaterThan(10 * of(hours).slow);
    expect(of(days).slow).toBeGreaterThan(of(days).fast);
  });
});
