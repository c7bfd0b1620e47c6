import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { questionKeys } from '../../src/lib/contracts/index.ts';
import { seededRandom } from '../../tools/bench/kill.ts';
import { schedule } from '../../tools/bench/serve/schedule.ts';
import { addressFor, SESSION, type Interest } from '../../tools/bench/serve/session.ts';

const INTEREST: Interest = {
  from: '2026-05-01',
  to: '2026-05-31',
  campus: 'east',
  building: 'east/t3',
  category: 'balance',
  channel: 'wechat_pay',
  incident: 'i 1',
};
const RECORDED = SESSION.reduce((sum, { think }) => sum + think, 0) / SESSION.length;

describe('the schedule of the readers', () => {
  it('is in the order of time, within its span, and the same for the same seed', () => {
    fc.assert(
      fc.property(fc.nat(1000), fc.integer({ min: 1, max: 20 }), (seed, readers) => {
        const make = () => schedule(SESSION, Array(readers).fill(INTEREST), seededRandom(seed), 60_000);
        const due = make();
        expect(due).toEqual(make());
        expect(due.map(({ at }) => at)).toEqual(due.map(({ at }) => at).toSorted((a, b) => a - b));
        expect(due.every(({ at }) => at >= 0 && at < 60_000)).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  it('thinks about as long as was recorded, from the first second to the last', () => {
    const due = schedule(SESSION, Array(500).fill(INTEREST), seededRandom(3), 120_000);
    // The mean of a log-normal value is exp(σ² / 2) times its median.
    const expected = (500 * 120) / (RECORDED * Math.exp(0.5 ** 2 / 2));
    expect(due.length).toBeGreaterThan(expected * 0.93);
    expect(due.length).toBeLessThan(expected * 1.07);
    for (let quarter = 0; quarter < 4; quarter += 1) {
      const share = due.filter(({ at }) => Math.floor(at / 30_000) === quarter).length / due.length;
      expect(share).toBeGreaterThan(0.2);
      expect(share).toBeLessThan(0.3);
    }
  });

  it('asks only for keys that the questions have, and leaves no word open', () => {
    for (const ask of SESSION.flatMap(({ asks }) => asks)) {
      const { pathname, searchParams } = new URL(addressFor(ask, INTEREST), 'http://127.0.0.1');
      expect(pathname + searchParams).not.toMatch(/[{}]|%7B|undefined/);
      const [, name] = /^\/api\/v1\/(\w+)$/.exec(pathname) ?? [];
      if (!name) continue;
      const shape = questionKeys[name as keyof typeof questionKeys].shape;
      expect(Object.keys(shape)).toEqual(expect.arrayContaining([...searchParams.keys()]));
    }
  });
});
