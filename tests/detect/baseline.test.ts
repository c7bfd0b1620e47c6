import { describe, expect, it } from 'vitest';
import { learn } from '../../ingest/detect/baseline.ts';
import type { Bins, Leaves } from '../../ingest/detect/bins.ts';
import { toMonthEnd } from '../../ingest/detect/occasions.ts';
import { makeGrid } from '../../ingest/detect/grid.ts';
import { makeWorld } from '../../ingest/detect/world.ts';

const leaves: Leaves = {
  campus: ['north'],
  building: ['a'],
  channel: ['alipay'],
  bank: ['unknown'],
  method: ['unknown'],
  key: ['1'],
};
const HALVES = 48;
const SETTLED = 100;
const FIRST = Date.parse('2026-04-08') / 86_400_000;
const DAYS = 63;
const HOLIDAYS = ['2026-05-27', '2026-05-28', '2026-05-29'].map((date) => Date.parse(date) / 86_400_000);

/** Nine weeks of half hours in which `rateOf(date)` of the attempts fail, a quarter as many attempts on a holiday. */
function binsOf(rateOf: (date: number) => number): Bins {
  const rows = Array.from({ length: DAYS * HALVES }, (_, at) => {
    const [date, half] = [FIRST + Math.floor(at / HALVES), at % HALVES];
    const settled = HOLIDAYS.includes(date) ? SETTLED / 4 : SETTLED;
    const failed = Math.round(settled * rateOf(date));
    const common = { bin: (date * HALVES + half) * 6, date, half };
    return [
      { ...common, category: -1, settled: settled - failed },
      { ...common, category: 0, settled: failed },
    ];
  }).flat();
  return {
    bin: Int32Array.from(rows, ({ bin }) => bin),
    leaf: new Int32Array(rows.length),
    category: Int8Array.from(rows, ({ category }) => category),
    settled: Int32Array.from(rows, ({ settled }) => settled),
    date: Int32Array.from(rows, ({ date }) => date),
    halfHour: Uint8Array.from(rows, ({ half }) => half),
  };
}

describe('what is learned', () => {
  it('does not take a month’s end for what a holiday is like that fell on it', () => {
    const world = makeWorld(
      leaves,
      ['balance'],
      HOLIDAYS.map((date) => ({ campus_id: 'north', date, kind: 'holiday' })),
      { north: 'Asia/Shanghai' },
    );
    const bins = binsOf((date) => (toMonthEnd(date) < 6 ? 0.16 : 0.04));
    const baseline = learn(world, bins, makeGrid(world, bins), 0, bins.bin.length);
    const usual = (date: number) => baseline.expected[date - FIRST]!;
    const ordinary = usual(HOLIDAYS[0]! - 7);
    for (const date of HOLIDAYS) {
      expect(usual(date) / ordinary).toBeGreaterThan(0.2);
      expect(usual(date) / ordinary).toBeLessThan(0.35);
    }
  });
});
