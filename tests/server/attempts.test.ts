import { describe, expect, it } from 'vitest';
import { attemptsAnswer } from '../../src/lib/contracts/index.ts';
import type { QuestionKeys } from '../../src/lib/contracts/index.ts';
import { ask } from '../../src/lib/server/index.ts';
import { matching, valueOf } from './oracle.ts';
import { publishWorld } from './publish.ts';
import { randomKeys } from './questions.ts';
import { Random } from './random.ts';

const state = publishWorld(19);
type Keys = Partial<QuestionKeys<'attempts'>>;

/** The ids that a question should list, newest first. */
function wanted(keys: Keys): string[] {
  const within = <Value>(list: readonly Value[] | undefined, value: Value) => !list || list.includes(value);
  return matching(state.world, keys)
    .filter(
      (attempt) =>
        within<unknown>(keys.category, attempt.category) &&
        within<unknown>(keys.status, attempt.status) &&
        (!keys.order_id || keys.order_id === attempt.order_id) &&
        (['hour', 'weekday', 'day_of_month', 'days_to_month_end'] as const).every((name) =>
          within<unknown>(keys[name], valueOf(attempt, name, keys)),
        ),
    )
    .toSorted((a, b) => b.at_ms - a.at_ms || (a.attempt_id < b.attempt_id ? 1 : -1))
    .map((attempt) => attempt.attempt_id);
}

async function allPages(keys: Keys, limit: number): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const answer = attemptsAnswer.parse(
      await ask('attempts', { ...keys, limit, ...(cursor ? { cursor } : {}) }),
    );
    expect(answer.total).toBe(wanted(keys).length);
    ids.push(...answer.attempts.map((attempt) => attempt.attempt_id));
    cursor = answer.next_cursor ?? undefined;
  } while (cursor);
  return ids;
}

describe('attempts', { timeout: 60_000 }, () => {
  it('lists every matching attempt once, newest first, over all pages', async () => {
    const random = new Random(23);
    for (let round = 0; round < 40; round += 1) {
      const keys: Keys = randomKeys(random);
      if (random.chance(0.3))
        keys.status = [random.pick(['failed', 'succeeded', 'cancelled', 'pending'] as const)];
      if (random.chance(0.3)) keys.hour = [random.below(24), random.below(24)];
      if (random.chance(0.2)) keys.weekday = [1 + random.below(7)];
      if (random.chance(0.1)) keys.days_to_month_end = [0, 1, 2, 3, 4, 5];
      if (random.chance(0.1)) keys.day_of_month = [1, 2, 3, 4, 5, 29];
      expect(await allPages(keys, random.pick([40, 200, 5000]))).toEqual(wanted(keys));
    }
  });

  it('finds the attempts of one order', async () => {
    const order_id = state.world.attempts.find((attempt) => attempt.attempt_no === 3)?.order_id ?? '';
    expect(order_id).not.toBe('');
    expect(await allPages({ order_id }, 2)).toEqual(wanted({ order_id }));
    expect(await allPages({ order_id, status: ['failed'] }, 2)).toEqual(
      wanted({ order_id, status: ['failed'] }),
    );
  });

  it('keeps attempts of the same instant apart', async () => {
    const keys = { campus_id: ['c1'], from: '2024-02-10', to: '2024-02-13' };
    const times = matching(state.world, keys).map((attempt) => attempt.at_ms);
    expect(new Set(times).size).toBeLessThan(times.length);
    expect(await allPages(keys, 1)).toEqual(wanted(keys));
  });

  it('shows what the code means and the campus time', async () => {
    const { attempts } = await ask('attempts', {
      campus_id: ['k3'],
      category: ['balance'],
      channel: ['wechat_pay'],
    });
    expect(attempts[0]).toMatchObject({ error_code: 'NOTENOUGH', category: 'balance', rule: 'exact code' });
    expect(attempts[0]?.meaning_en).toBeTruthy();
    const { attempted_at = '', local_time = '' } = attempts[0] ?? {};
    expect(Date.parse(`${local_time}Z`) - Date.parse(attempted_at)).toBe(5.5 * 3_600_000);
  });

  it('refuses a cursor of its own making', async () => {
    await expect(ask('attempts', { cursor: 'abc' })).rejects.toMatchObject({ status: 400, field: 'cursor' });
  });
});
