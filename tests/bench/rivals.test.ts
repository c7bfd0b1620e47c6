import { describe, expect, it } from 'vitest';
import { bestWithin, pointOf, tallyOf, thresholdsOf } from '../../tools/bench/detect/curve.ts';
import { match } from '../../tools/bench/detect/match.ts';
import { ears } from '../../tools/bench/detect/rivals/ears.ts';
import { farrington } from '../../tools/bench/detect/rivals/farrington.ts';
import { BINS_A_DAY, type Grid, type Slice } from '../../tools/bench/detect/rivals/grid.ts';
import { RIVALS } from '../../tools/bench/detect/rivals/index.ts';
import { industry } from '../../tools/bench/detect/rivals/industry.ts';
import { ordinary, poissonScore } from '../../tools/bench/detect/rivals/ordinary.ts';
import { joined, ringsOf, type Rival } from '../../tools/bench/detect/rivals/rival.ts';
import { CATEGORIES } from '../../tools/bench/detect/worlds/types.ts';

const DAYS = 60;
const BINS = DAYS * BINS_A_DAY;
/** Where the failures rise: a Wednesday of the eighth week at noon. */
const AT = 51 * BINS_A_DAY + 48;

const sums = (count: (bin: number) => number): Float64Array => {
  const all = new Float64Array(BINS + 1);
  for (let bin = 0; bin < BINS; bin++) all[bin + 1] = all[bin]! + count(bin);
  return all;
};

/** 200 attempts a bin, a failure in two of three bins; `extra` on top of it for half an hour. */
function grid(extra: number): Grid {
  const failures = CATEGORIES.map((_, c) =>
    sums((bin) => (c === 0 ? (bin % 3 === 0 ? 0 : 1) + (bin >= AT && bin < AT + 2 ? extra : 0) : 0)),
  );
  const slice: Slice = { scope: { campus_id: 'a' }, settled: sums(() => 200), failures };
  return { start: Date.parse('2026-03-01T00:00:00+08:00'), bins: BINS, slices: [slice] };
}

const incidents = (rival: Rival, extra: number) => {
  const world = grid(extra);
  return joined(
    ringsOf(rival, world).filter(({ rings }) => rings),
    rival,
    world,
  ).filter(({ start }) => start >= world.start + 50 * 86_400_000);
};

describe('the rivals', () => {
  it.each([ordinary, industry, ears, farrington])(
    '$name finds a great rise at once, as one incident',
    (rival) => {
      const found = incidents(rival, 25);
      const start = grid(0).start + AT * 900_000;
      const [first] = found.filter(({ start: from, end }) => from < start + 1_800_000 && end > start);
      expect(first).toMatchObject({
        category: 'network',
        scope: { campus_id: 'a' },
        raised: start + 900_000,
      });
      expect(found.filter(({ raised }) => raised >= start && raised < start + 3_600_000)).toHaveLength(1);
    },
  );

  it.each([ordinary, ears, farrington])('$name is silent where nothing happens', (rival) => {
    expect(incidents(rival, 0)).toEqual([]);
  });

  it('judge nothing before they have seen enough', () => {
    const world = grid(25);
    for (const rival of [ordinary, ears, farrington])
      expect(rival.judge(world.slices[0]!, 0, 5 * BINS_A_DAY)).toBeNull();
  });

  it('keep to their floors', () => {
    const world = grid(25);
    const slice = { ...world.slices[0]!, settled: sums(() => 99) };
    expect(industry.judge(slice, 0, AT)).toBeNull();
  });

  it('have a name and a description each, the ordinary alert first', () => {
    expect(RIVALS[0]).toBe(ordinary);
    expect(new Set(RIVALS.map(({ name }) => name)).size).toBe(RIVALS.length);
  });
});

describe('the Poisson score', () => {
  it('is −log10 of the upper tail', () => {
    expect(10 ** -poissonScore(1, 0.5)).toBeCloseTo(1 - Math.exp(-0.5), 12);
    expect(10 ** -poissonScore(3, 2)).toBeCloseTo(1 - Math.exp(-2) * (1 + 2 + 2), 12);
    expect(poissonScore(0, 2)).toBe(0);
  });
});

describe('curves', () => {
  it('add worlds up and choose within a budget', () => {
    const fact = {
      category: 'network', scope: {}, start: 0, end: 10, onset: 0, excess: 7, verdict: 'load', isMonthEnd: false,
    } as const; // prettier-ignore
    const wrong = { category: 'balance', scope: {}, start: 0, end: 10, raised: 5, score: 1 };
    const board = { places: [{ campus_id: 'a', building_id: 'b' }], rails: [] };
    const none = tallyOf(match([], [fact], board), 7);
    const both = tallyOf(match([wrong, { ...wrong, category: 'network' }], [fact], board), 7);
    const point = pointOf(1, [none, both]);
    expect(point).toMatchObject({ falseAWeek: 0.5, recallBySize: [0.5, NaN, NaN] });
    expect(bestWithin([point], 0.4)).toBeUndefined();
    expect(bestWithin([point], 0.5)).toBe(point);
  });

  it('sweep from the least to twenty times as much', () => {
    const all = thresholdsOf(4);
    expect(all[0]).toBe(4);
    expect(all.at(-1)).toBeCloseTo(80, 9);
  });
});
