import { describe, expect, it } from 'vitest';
import { codesAnswer, type CommonKeys } from '../../src/lib/contracts/index.ts';
import { ask } from '../../src/lib/server/index.ts';
import { groupBy, isChosenFailure, matching } from './oracle.ts';
import { publishWorld } from './publish.ts';
import { randomKeys } from './questions.ts';
import { Random } from './random.ts';

const state = publishWorld(29);
const WINDOW = { from: '2024-02-20', to: '2024-02-29' };
const BEFORE = { from: '2024-02-10', to: '2024-02-19' };

/** Failures and their yuan by channel and category, attempt by attempt. */
function counted(keys: CommonKeys) {
  const failures = matching(state.world, keys).filter((attempt) => isChosenFailure(attempt, keys));
  const groups = groupBy(failures, ({ channel, category }) => `${channel} ${category}`);
  return new Map(
    [...groups].map(([name, group]) => [
      name,
      {
        failures: group.length,
        minor: group.reduce((sum, { amount_minor }) => sum + (amount_minor ?? 0), 0),
      },
    ]),
  );
}

async function answered(keys: CommonKeys) {
  const { items } = codesAnswer.parse(await ask('codes', { ...keys, limit: 10_000 }));
  const sums = new Map<string, { failures: number; minor: number }>();
  for (const { channel, category, failures, failed_amount } of items) {
    const name = `${channel} ${category}`;
    const { failures: n, minor } = sums.get(name) ?? { failures: 0, minor: 0 };
    sums.set(name, { failures: n + failures, minor: minor + Math.round(failed_amount * 100) });
  }
  return sums;
}

describe('codes', { timeout: 60_000 }, () => {
  it('adds up to the failures and their amounts, for random filters', async () => {
    const random = new Random(5);
    for (let run = 0; run < 20; run += 1) {
      const keys = randomKeys(random);
      expect(await answered(keys)).toEqual(counted(keys));
    }
  });

  it('lists the most frequent first, beside the same code in the window before', async () => {
    const { items } = await ask('codes', { ...WINDOW, limit: 10_000 });
    expect(items.length).toBeGreaterThan(3);
    const counts = items.map(({ failures }) => failures);
    expect(counts).toEqual(counts.toSorted((a, b) => b - a));
    const before = await ask('codes', { ...BEFORE, limit: 10_000, compare: 'none' });
    expect(before.items.every(({ compared }) => compared === null)).toBe(true);
    for (const { channel, error_code, category, compared } of items) {
      const then = before.items.find(
        (item) => item.channel === channel && item.error_code === error_code && item.category === category,
      );
      expect(compared).toBe(then?.failures ?? 0);
    }
    expect((await ask('codes', { ...WINDOW, limit: 2 })).items).toEqual(items.slice(0, 2));
  });
});
