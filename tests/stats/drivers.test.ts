import { describe, expect, it } from 'vitest';
import { expectedFromBefore } from '../../stats/before.ts';
import { findDrivers } from '../../stats/drivers.ts';
import { sumOf, type Leaf } from '../../stats/leaf.ts';
import { drawCase, NAMES } from '../../tools/bench/drivers/case.ts';

const BANKS = ['ICBC', 'CCB', 'ABC', 'BOC'];
const BUILDINGS = ['b1', 'b2', 'b3', 'b4', 'b5'];

/** Leaves of 100 attempts with 4 usual failures each, and more where `extra` says so. */
function leavesWith(extra: (building: string, bank: string) => number): Leaf[] {
  return BUILDINGS.flatMap((building) =>
    BANKS.map((bank) => ({
      values: [building, bank === 'BOC' ? 'alipay' : 'wechat_pay', bank],
      settled: 100,
      observed: 4 + extra(building, bank),
      expected: 4,
      shape: 100,
    })),
  );
}

const search = { dimensions: ['building_id', 'channel', 'bank'], depth: 3, limit: 3 };
const causesOf = (leaves: Leaf[], depth = 3) =>
  findDrivers(leaves, { ...search, depth })
    .filter(({ isCause }) => isCause)
    .map(({ scope }) => scope);

describe('findDrivers', () => {
  it('names the smallest combination, and no more of it than needed', () => {
    expect(causesOf(leavesWith((_, bank) => (bank === 'ICBC' ? 10 : 0)))).toEqual([{ bank: 'ICBC' }]);
    expect(causesOf(leavesWith((building, bank) => (building === 'b2' && bank === 'CCB' ? 40 : 0)))).toEqual([
      { building_id: 'b2', bank: 'CCB' },
    ]);
  });

  it('names two causes at once, and the whole where everything is struck alike', () => {
    const two = leavesWith((building, bank) => (building === 'b3' ? 12 : bank === 'ABC' ? 9 : 0));
    expect(causesOf(two)).toHaveLength(2);
    expect(causesOf(two)).toEqual(expect.arrayContaining([{ building_id: 'b3' }, { bank: 'ABC' }]));
    expect(causesOf(leavesWith(() => 8))).toEqual([{}]);
  });

  it('names no cause where nothing is more than usual, but still what is most', () => {
    expect(causesOf(leavesWith(() => 0))).toEqual([]);
    expect(
      findDrivers(
        leavesWith(() => 0),
        search,
      ),
    ).toHaveLength(3);
    expect(findDrivers([], search)).toEqual([]);
  });

  it('looks no deeper than it may', () => {
    const deep = leavesWith((building, bank) => (building === 'b2' && bank === 'CCB' ? 60 : 0));
    expect(causesOf(deep, 1).every((scope) => Object.keys(scope).length === 1)).toBe(true);
  });

  it('adds up to the whole: the shares of disjoint causes are the whole excess', () => {
    const [driver] = findDrivers(
      leavesWith((_, bank) => (bank === 'ICBC' ? 10 : 0)),
      search,
    );
    expect(driver).toMatchObject({ settled: 500, observed: 70, expected: 20, share: 1 });
  });
});

describe('expectedFromBefore', () => {
  it('asks for as many as before at the same rate, whatever the volume', () => {
    const { leaves } = drawCase(1);
    const twice = leaves.map((leaf) => ({ ...leaf, settled: 2 * leaf.settled }));
    expect(sumOf(expectedFromBefore(twice)).expected).toBeCloseTo(
      2 * sumOf(expectedFromBefore(leaves)).expected,
      6,
    );
  });

  it('lets a leaf without a past borrow from its values', () => {
    const beside = (a: string, b: string, settledBefore: number, observedBefore: number) => ({
      values: [a, b],
      settled: 100,
      observed: 5,
      settledBefore,
      observedBefore,
    });
    const leaves = [
      beside('x', 'p', 1000, 100),
      beside('x', 'q', 1000, 100),
      beside('y', 'p', 1000, 10),
      beside('y', 'q', 0, 0),
    ];
    const [, , , borrowed] = expectedFromBefore(leaves);
    expect(borrowed?.expected).toBeGreaterThan(0.8);
    expect(borrowed?.expected).toBeLessThan(2);
  });
});

describe('made-up alarms', { timeout: 120_000 }, () => {
  it('have their plain causes named', () => {
    let [asked, named] = [0, 0];
    for (let seed = 20_000; seed < 20_080; seed += 1) {
      const { leaves, causes } = drawCase(seed);
      const usual = expectedFromBefore(leaves);
      const membersOf = (scope: Record<string, string>) =>
        usual.filter(
          ({ settled, values }) =>
            settled > 0 && NAMES.every((name, at) => [undefined, values[at]].includes(scope[name])),
        );
      const [cause] = causes;
      const { expected } = sumOf(membersOf(cause?.scope ?? {}));
      if (causes.length > 1 || cause === undefined || cause.excess < 10 * Math.sqrt(expected + 4)) continue;
      const [first] = findDrivers(usual, { dimensions: NAMES, depth: 3, limit: 1 });
      asked += 1;
      named += Number(membersOf(first?.scope ?? {}).length === membersOf(cause.scope).length);
    }
    expect(asked).toBeGreaterThan(10);
    expect(named / asked).toBeGreaterThan(0.85);
  });
});
