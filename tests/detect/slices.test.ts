import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { common, isWithin, KINDS, makeSlices, meet, type Scope } from '../../ingest/detect/slices.ts';
import { leavesOf } from './leaves.ts';

const value = fc.constantFrom('1', '2', undefined);
const scope = fc
  .record({ campus_id: value, building_id: value, channel: value, bank: value, method: value })
  .map(({ campus_id, building_id, ...rail }) => {
    const place = { campus_id, building_id: campus_id === undefined ? undefined : building_id };
    const set = Object.entries({ ...place, ...rail }).filter(([, it]) => it !== undefined);
    return Object.fromEntries(set) as Scope;
  });

describe('scopes', () => {
  it('meet in what lies in both, whichever comes first', () => {
    fc.assert(
      fc.property(scope, scope, (one, other) => {
        const both = meet(one, other);
        expect(meet(other, one)).toEqual(both);
        if (both === undefined) return;
        expect(isWithin(both, one) && isWithin(both, other)).toBe(true);
      }),
    );
  });

  it('exclude each other where a value differs', () => {
    expect(meet({ bank: 'ICBC' }, { bank: 'CCB' })).toBeUndefined();
    expect(meet({ bank: 'ICBC' }, { campus_id: 'c1' })).toEqual({ campus_id: 'c1', bank: 'ICBC' });
  });

  it('have a smallest one around both, which holds each', () => {
    fc.assert(
      fc.property(scope, scope, (one, other) => {
        const around = common(one, other);
        expect(isWithin(one, around) && isWithin(other, around)).toBe(true);
        expect(common(other, one)).toEqual(around);
      }),
    );
    const buildings = ['1', '2'].map((campus_id) => ({ campus_id, building_id: 'b1' }));
    expect(common(buildings[0]!, buildings[1]!)).toEqual({});
  });

  it('are within themselves and the whole', () => {
    fc.assert(fc.property(scope, (one) => isWithin(one, one) && isWithin(one, {})));
  });
});

describe('slices', () => {
  const leaves = leavesOf([
    ['c1', 'b1', 'alipay', 'ICBC', 'debit_card'],
    ['c1', 'b1', 'wechat_pay', 'unknown', 'wallet_balance'],
    ['c2', 'b1', 'alipay', 'ICBC', 'debit_card'],
    ['c2', 'unknown', 'alipay', 'unknown', 'wallet_balance'],
  ]);
  const slices = makeSlices(leaves);
  const of = (leaf: number) =>
    [...slices.ofLeaf.slice(leaf * KINDS.length, (leaf + 1) * KINDS.length)]
      .filter((slice) => slice >= 0)
      .map((slice) => slices.scope[slice]!);

  it('are of place × rail up to depth 3, and none is of a method alone', () => {
    expect(Math.max(...slices.scope.map((one) => Object.keys(one).length))).toBeLessThanOrEqual(4);
    expect(Math.max(...KINDS.map(({ depth }) => depth))).toBe(3);
    expect(slices.scope.some(({ method, channel }) => method !== undefined && channel === undefined)).toBe(
      false,
    );
  });

  it('hold each leaf once a kind, and only leaves with their values', () => {
    expect(of(0)).toHaveLength(KINDS.length);
    for (const one of of(0))
      expect(isWithin({ campus_id: 'c1', building_id: 'b1', channel: 'alipay', bank: 'ICBC', method: 'debit_card' }, one)).toBe(true); // prettier-ignore
    expect(new Set(slices.scope.map((one) => JSON.stringify(one))).size).toBe(slices.scope.length);
  });

  it('are shared by what has the same values: a bank of two campuses is one slice, a building is not', () => {
    const shared = of(0).filter((one) => of(2).includes(one));
    expect(shared).toContainEqual({ bank: 'ICBC' });
    expect(shared.every(({ campus_id }) => campus_id === undefined)).toBe(true);
  });

  it('are not made of what is not known', () => {
    expect(slices.scope.some((one) => Object.values(one).includes('unknown'))).toBe(false);
    expect(of(3)).toContainEqual({ campus_id: 'c2', channel: 'alipay' });
  });

  it('are found by their scope in any order of keys', () => {
    const at = slices.find({ bank: 'ICBC', channel: 'alipay' });
    expect(slices.scope[at!]).toEqual({ channel: 'alipay', bank: 'ICBC' });
    expect(slices.find({ bank: 'nobody' })).toBeUndefined();
  });
});
