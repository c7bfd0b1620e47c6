import { describe, expect, it } from 'vitest';
import type { Baseline } from '../../ingest/detect/baseline.ts';
import { busyDays, surgeNats } from '../../ingest/detect/surge.ts';
import { HALF_HOURS } from '../../ingest/detect/world.ts';
import { surprise } from '../../stats/tails.ts';
import { BUILDING, scannerOf } from './scene.ts';

/** Expected failures of one group and category by day, all in the first half hour. */
const days = (...sums: number[]) => {
  const expected = new Float64Array(sums.length * HALF_HOURS);
  for (const [day, sum] of sums.entries()) expected[day * HALF_HOURS] = sum;
  return { expected };
};

describe('a busy day', () => {
  it('is as busy as nine days in ten; days without attempts are none', () => {
    expect([...busyDays(days(1, 2, 3, 4, 5, 6, 7, 8, 9, 50, 0, 0), 1, 1)]).toEqual([50]);
    expect([...busyDays(days(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 50, 0), 1, 1)]).toEqual([10]);
    expect([...busyDays(days(0, 0), 1, 1)]).toEqual([0]);
  });
});

describe('a surge of attempts', () => {
  const scanner = scannerOf(['network']);
  const b1 = scanner.slices.find(BUILDING('b1'))!;
  const busy = new Float64Array(scanner.world.places.length);
  busy[scanner.placeOfSlice[b1]!] = 2;
  scanner.baseline = { busy } as unknown as Baseline;
  const crowd = { seen: 40, usual: 20, spread: 0.1, nats: 3 };

  it('is no reason to expect more of a building than twice a busy day, where the share of failures has risen too', () => {
    expect(surgeNats(scanner, b1, 0, 288, crowd)).toBe(surprise(40, 4, 0.1));
    expect(surgeNats(scanner, b1, 0, 576, crowd)).toBe(surprise(40, 8, 0.1));
  });

  it.each([
    ['its failures are usual of so many attempts', 288, { ...crowd, seen: 28 }],
    ['chance explains the share', 288, { ...crowd, nats: 2 }],
    ['the day is no busier than others', 288, { ...crowd, usual: 3 }],
    ['it lasts less than a day', 144, crowd],
  ])('says nothing where %s', (_, window, had) => {
    expect(surgeNats(scanner, b1, 0, window, had)).toBe(-Infinity);
  });

  it('says nothing of a campus, of a rail in a building, or of a building that was never seen', () => {
    for (const scope of [{ campus_id: 'c1' }, { ...BUILDING('b1'), bank: 'ICBC' }, BUILDING('b2')])
      expect(surgeNats(scanner, scanner.slices.find(scope)!, 0, 288, crowd)).toBe(-Infinity);
  });
});
