import { describe, expect, it } from 'vitest';
import { explainAnswer, LISTED } from '../../src/lib/contracts/index.ts';
import type { CommonKeys, Driver, Explained } from '../../src/lib/contracts/index.ts';
import { ask } from '../../src/lib/server/index.ts';
import { isChosenFailure, matching, valueOf, type Attempt } from './oracle.ts';
import { publishWorld } from './publish.ts';
import { randomKeys } from './questions.ts';
import { Random } from './random.ts';

const state = publishWorld(41);
const HOUR = 3_600_000;

const isSettled = ({ status }: Attempt) => ['succeeded', 'failed'].includes(status);
const within = (attempt: Attempt, scope: Driver['scope'], keys: CommonKeys) =>
  Object.entries(scope).every(([name, value]) => valueOf(attempt, name as Explained, keys) === value);

/** The settled attempts of a window of instants, by the filters of the keys. */
function settledIn(keys: CommonKeys, from: number, to: number): Attempt[] {
  return matching(state.world, { ...keys, from: undefined, to: undefined }).filter(
    (attempt) => isSettled(attempt) && attempt.at_ms >= from && attempt.at_ms < to,
  );
}

/** How many of the failures came with a code; `unknown` means with none. */
const withCode = (attempts: Attempt[], keys: CommonKeys, code: string) =>
  attempts.filter((it) => isChosenFailure(it, keys) && (it.error_code ?? 'unknown') === code).length;

/** How many of the failures are of one category. */
const ofCategory = (attempts: Attempt[], keys: CommonKeys, category: string) =>
  attempts.filter((it) => isChosenFailure(it, keys) && it.category === category).length;

const failuresOf = (attempts: Attempt[], keys: CommonKeys) =>
  attempts.filter((attempt) => isChosenFailure(attempt, keys)).length;

describe('explain', { timeout: 60_000 }, () => {
  it('counts each driver and each value as attempt by attempt, between two instants', async () => {
    const random = new Random(5);
    for (let round = 0; round < 20; round += 1) {
      const keys: CommonKeys = { ...randomKeys(random), from: undefined, to: undefined };
      const from = Date.parse('2024-02-10T00:30:00Z') + random.below(200) * HOUR;
      const to = from + (1 + random.below(100)) * HOUR;
      const answer = explainAnswer.parse(
        await ask('explain', {
          ...keys,
          baseline: 'before',
          before_minutes: 20_000,
          from_time: new Date(from).toISOString(),
          to_time: new Date(to).toISOString(),
          limit: 10,
        }),
      );
      const now = settledIn(keys, from, to);
      expect(answer).toMatchObject({ settled: now.length, observed: failuresOf(now, keys) });
      for (const { scope, ...driver } of answer.drivers) {
        const members = now.filter((attempt) => within(attempt, scope, keys));
        expect(driver).toMatchObject({ settled: members.length, observed: failuresOf(members, keys) });
      }
      for (const { dimension, items } of answer.by_dimension)
        for (const { value, settled, observed } of items)
          if (dimension === 'error_code')
            expect([settled, observed]).toEqual([now.length, withCode(now, keys, value)]);
          else if (dimension === 'category')
            expect([settled, observed]).toEqual([now.length, ofCategory(now, keys, value)]);
          else
            expect(now.filter((attempt) => String(valueOf(attempt, dimension, keys)) === value)).toHaveLength(
              settled,
            );
    }
  });

  it('expects what was learned, attempt by attempt, on the clock of each campus', async () => {
    const random = new Random(6);
    for (let round = 0; round < 10; round += 1) {
      const keys: CommonKeys = { ...randomKeys(random), from: '2024-02-06', to: '2024-02-20' };
      const hour = [random.below(24), random.below(24)];
      const answer = await ask('explain', { ...keys, hour, limit: 100 });
      const members = matching(state.world, keys).filter((it) => isSettled(it) && hour.includes(it.hour));
      const usual = members.reduce((sum, it) => sum + state.world.usual.rateOf(it, keys.category), 0);
      expect(answer).toMatchObject({ settled: members.length, observed: failuresOf(members, keys) });
      if (members.length === 0) continue;
      expect(answer.expected).toBeCloseTo(usual, 6);
      expect(answer.excess).toBeCloseTo(failuresOf(members, keys) - usual, 6);
      for (const { dimension, items } of answer.by_dimension)
        if (dimension !== 'error_code')
          expect(items.reduce((sum, item) => sum + (item.expected ?? NaN), 0)).toBeCloseTo(usual, 6);
    }
  });

  it('says that nothing is known before anything was learned, and still compares the parts', async () => {
    const answer = await ask('explain', { from: '2024-01-25', to: '2024-01-31' });
    expect(answer).toMatchObject({ expected: null, excess: null, interval: null });
    expect(answer.drivers.length).toBeGreaterThan(0);
    for (const { expected, observed, share } of answer.drivers) {
      expect(expected).toBeNull();
      expect(share).toBeCloseTo(observed / answer.observed, 9);
    }
  });

  it('reads a time without an offset on the campus clock, and the same instant with one', async () => {
    const keys = { campus_id: ['c1'], baseline: 'before' as const, before_minutes: 10_000 };
    const local = await ask('explain', {
      ...keys,
      from_time: '2024-02-12T08:00',
      to_time: '2024-02-13T08:00',
    });
    const offset = await ask('explain', {
      ...keys,
      from_time: '2024-02-12T08:00+08:00',
      to_time: '2024-02-13T00:00:00Z',
    });
    expect(local).toEqual({
      ...offset,
      from_time: local.from_time,
      to_time: local.to_time,
      before_from_time: local.before_from_time,
    });
    expect(local.observed).toBeGreaterThan(0);
  });

  it('searches only the dimensions and the depth that it is given', async () => {
    const answer = await ask('explain', { dimensions: ['bank', 'channel'], depth: 1, limit: 20 });
    expect(answer.by_dimension.map(({ dimension }) => dimension)).toEqual(['channel', 'bank']);
    expect(answer.drivers.every(({ scope }) => Object.keys(scope).length <= 1)).toBe(true);
    expect((await ask('explain', {})).by_dimension.map(({ dimension }) => dimension)).toEqual([...LISTED]);
  });

  it('lists codes, dates and hours too, each value with its interval', async () => {
    const answer = await ask('explain', { from: '2024-02-06', to: '2024-02-20' });
    for (const name of ['category', 'error_code', 'date', 'hour']) {
      const { items } = answer.by_dimension.find(({ dimension }) => dimension === name)!;
      expect(items.length).toBeGreaterThan(1);
      expect(items.reduce((sum, { observed }) => sum + observed, 0)).toBe(answer.observed);
      for (const { interval, excess } of items) {
        expect(interval!.low).toBeLessThanOrEqual(excess! + 1);
        expect(interval!.high).toBeGreaterThanOrEqual(excess! - 1);
      }
    }
    const before = await ask('explain', { from: '2024-02-06', to: '2024-02-20', baseline: 'before' });
    expect(before.by_dimension.map(({ dimension }) => dimension)).not.toContain('date');
  });

  it.each(['expected', 'before'] as const)(
    'lists only categories that were asked for, and gives one alone all that is %s',
    async (baseline) => {
      const keys = { from: '2024-02-13', to: '2024-02-16', baseline };
      const ofCategories = async (category: CommonKeys['category']) => {
        const answer = await ask('explain', { ...keys, category });
        return {
          answer,
          items: answer.by_dimension.find(({ dimension }) => dimension === 'category')!.items,
        };
      };
      const two = await ofCategories(['timeout', 'network']);
      expect(two.items.map(({ value }) => value).toSorted()).toEqual(['network', 'timeout']);
      const { answer, items } = await ofCategories(['timeout']);
      const { settled, observed, expected, interval } = answer;
      expect(items).toHaveLength(1);
      expect(items[0]).toMatchObject({
        value: 'timeout',
        settled,
        observed,
        interval,
      });
      expect(items[0]!.expected).toBeCloseTo(expected!, 6);
      expect(items[0]!.share ?? 1).toBeCloseTo(1, 9);
    },
  );

  it.each([
    [{ from_time: '2024-02-12T08:00', to_time: '2024-02-12T08:00' }, 'from_time'],
    [{ from_time: '2024-02-12T08:00Z', to_time: '2024-02-12T09:00' }, 'to_time'],
    [{ from_time: 'yesterday' }, 'from_time'],
    [{ depth: 4 }, 'depth'],
  ])('refuses %j', async (keys, field) => {
    await expect(ask('explain', keys as never)).rejects.toMatchObject({ status: 400, field });
  });
});
