import { describe, expect, it } from 'vitest';
import { CATEGORIES, summaryAnswer } from '../../src/lib/contracts/index.ts';
import type { CommonKeys } from '../../src/lib/contracts/index.ts';
import { ask } from '../../src/lib/server/index.ts';
import { isChosenFailure, matching } from './oracle.ts';
import { publishWorld } from './publish.ts';
import { randomKeys } from './questions.ts';
import { Random } from './random.ts';

const state = publishWorld(11);

/** The figures of a window, counted attempt by attempt. */
function figures(keys: CommonKeys) {
  const attempts = matching(state.world, keys);
  const failures = attempts.filter((attempt) => isChosenFailure(attempt, keys));
  const failed = attempts.filter((attempt) => attempt.status === 'failed');
  const settled = attempts.filter((attempt) => ['succeeded', 'failed'].includes(attempt.status)).length;
  const risks = failures.flatMap((attempt) => state.world.risks.get(attempt.attempt_id) ?? []);
  const known = failures.filter((attempt) => attempt.reports_feedback);
  const lost = risks.filter((order) => order.outcome === 'lost');
  const yuan = (some: { amount_minor: number | null }[]) =>
    some.reduce((sum, { amount_minor }) => sum + (amount_minor ?? 0), 0) / 100;
  return {
    attempts: attempts.length,
    settled,
    failures: failures.length,
    failure_rate: settled ? failures.length / settled : null,
    orders: attempts.filter((attempt) => attempt.attempt_no === 1).length,
    orders_at_risk: risks.length,
    recovered_orders: risks.filter((order) => order.within_15).length,
    recovered_orders_24h: risks.filter((order) => order.outcome === 'recovered').length,
    immature_orders: risks.filter((order) => order.outcome === 'immature').length,
    lost_orders: lost.length,
    lost_amount: yuan(lost),
    failed_amount: yuan(failures),
    silent_failures: known.length ? known.filter((attempt) => !attempt.told).length : null,
    unknown_share: failed.length
      ? failed.filter((attempt) => attempt.category === 'unknown').length / failed.length
      : null,
    ...Object.fromEntries(
      CATEGORIES.map((category) => [
        category,
        keys.category && !keys.category.includes(category)
          ? null
          : failed.filter((attempt) => attempt.category === category).length,
      ]),
    ),
  };
}

async function askFlat(keys: CommonKeys, compare: 'previous' | 'year' | 'none', side: 'value' | 'compared') {
  const answer = summaryAnswer.parse(await ask('summary', { ...keys, compare }));
  const {
    data_version,
    sample,
    from,
    to,
    compared_from,
    compared_to,
    failures_by_category,
    hidden_balance,
    ...rest
  } = answer;
  return Object.fromEntries(
    Object.entries({ ...rest, ...failures_by_category }).map(([figure, both]) => [figure, both[side]]),
  );
}

describe('summary', { timeout: 60_000 }, () => {
  it('counts as attempt by attempt, for random filters', async () => {
    const random = new Random(3);
    for (let round = 0; round < 60; round += 1) {
      const keys = randomKeys(random);
      expect(await askFlat(keys, 'none', 'value')).toEqual(figures(keys));
    }
  });

  it('compares with the window of the same length just before', async () => {
    const answer = await ask('summary', { from: '2024-02-20', to: '2024-02-29' });
    expect(answer).toMatchObject({ compared_from: '2024-02-10', compared_to: '2024-02-19' });
    expect(await askFlat({ from: '2024-02-20', to: '2024-02-29' }, 'previous', 'compared')).toEqual(
      figures({ from: '2024-02-10', to: '2024-02-19' }),
    );
  });

  it('compares with nothing where the earlier window lies before the data, even in part', async () => {
    const partly = await ask('summary', { from: '2024-01-25', to: '2024-02-05' });
    expect(partly).toMatchObject({ compared_from: null, compared_to: null });
    expect(partly.attempts.compared).toBeNull();
    expect(
      (await ask('summary', { from: '2024-02-29', to: '2024-02-29', compare: 'year' })).compared_from,
    ).toBeNull();
  });

  it('says by default which dates the data covers', async () => {
    const dates = state.world.attempts.map((attempt) => attempt.date).toSorted();
    expect(await ask('summary')).toMatchObject({
      from: dates[0],
      to: dates.at(-1),
      data_version: state.version,
      sample: true,
    });
  });

  it('survives windows at the ends of the calendar', async () => {
    const answer = await ask('summary', { from: '0001-01-01', to: '9999-12-31' });
    expect(answer.attempts.value).toBe(state.world.attempts.length);
  });
});
