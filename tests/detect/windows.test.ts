import { describe, expect, it } from 'vitest';
import { makeSlices } from '../../ingest/detect/slices.ts';
import { LONG_WINDOWS, makeRings, SHORT_WINDOWS } from '../../ingest/detect/windows.ts';
import { Random } from '../server/random.ts';
import { leavesOf } from './leaves.ts';

const LEAVES = leavesOf([
  ['c1', 'b1', 'alipay', 'ICBC', 'debit_card'],
  ['c1', 'b2', 'alipay', 'CCB', 'debit_card'],
  ['c2', 'b1', 'wechat_pay', 'ICBC', 'debit_card'],
]);
const slices = makeSlices(LEAVES);
const [first, hours] = [5_900_000 - (5_900_000 % 12), 100];

/** What each leaf had: bin by bin for four days, many bins empty. */
const events = (() => {
  const random = new Random(3);
  return Array.from({ length: hours * 12 }, (_, at) => first + at).flatMap((bin) =>
    LEAVES.key.flatMap((_, leaf) =>
      random.chance(0.3) ? [{ bin, leaf, usual: 1 + random.below(5), seen: random.below(4) }] : [],
    ),
  );
})();

const SCOPES = [
  { scope: {}, leaves: [0, 1, 2] },
  { scope: { campus_id: 'c1' }, leaves: [0, 1] },
  { scope: { bank: 'ICBC' }, leaves: [0, 2] },
  { scope: { campus_id: 'c2', building_id: 'b1' }, leaves: [2] },
];

describe('the trailing windows', () => {
  it('reach from five minutes to three days', () => {
    expect([SHORT_WINDOWS[0], LONG_WINDOWS.at(-1)]).toEqual([1, 72]);
    expect(SHORT_WINDOWS.at(-1)! / 12).toBeLessThan(LONG_WINDOWS[0]);
  });

  it('hold of every slice what its leaves had, and forget what is older', () => {
    const rings = makeRings(slices, 2);
    const until = first + 90 * 12 + 7;
    for (const { bin, leaf, usual, seen } of events.filter((one) => one.bin <= until))
      rings.add(bin, leaf, Float64Array.of(0, usual), Float64Array.of(0, seen));
    for (const { scope, leaves } of SCOPES) {
      const slice = slices.find(scope)!;
      const own = events.filter((one) => one.bin <= until && leaves.includes(one.leaf));
      const sum = (key: 'usual' | 'seen', is: (bin: number) => boolean) =>
        own.filter(({ bin }) => is(bin)).reduce((all, one) => all + one[key], 0);
      for (let bin = until; bin > until - SHORT_WINDOWS.at(-1)!; bin--) {
        expect(rings.seen(slice, 1, bin)).toBe(sum('seen', (one) => one === bin));
        expect(rings.usual(slice, 1, bin)).toBe(sum('usual', (one) => one === bin));
        expect(rings.seen(slice, 0, bin)).toBe(0);
      }
      const now = Math.floor(until / 12);
      for (let hour = now; hour > now - LONG_WINDOWS.at(-1)!; hour--) {
        expect(rings.seenHour(slice, 1, hour)).toBe(sum('seen', (one) => Math.floor(one / 12) === hour));
        expect(rings.usualHour(slice, 1, hour)).toBe(sum('usual', (one) => Math.floor(one / 12) === hour));
      }
      expect(rings.seen(slice, 1, first)).toBe(0);
      expect(rings.seenHour(slice, 1, first / 12)).toBe(0);
    }
  });
});
