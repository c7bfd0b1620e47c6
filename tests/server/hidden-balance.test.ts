import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ingest } from '../../ingest/index.ts';
import { locate } from '../../ingest/paths.ts';
import { ask, closePublished } from '../../src/lib/server/index.ts';
import { balanceEstimate } from '../../src/lib/words/balance-estimate.ts';
import { simulate } from '../../src/simulate/index.ts';
import type { Truth } from '../../src/simulate/index.ts';

const MARCH = { from: '2026-03-01', to: '2026-03-31' };
let folder: string;
let truth: Truth;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'payweather-test-'));
  const out = join(folder, 'log');
  ({ truth } = await simulate({ out, from: '2026-03-01', days: 31, attemptsPerDay: 4000, seed: 7 }));
  const at = locate(join(folder, 'payweather.duckdb'));
  await ingest(at, { paths: [join(out, 'attempts.csv')] });
  process.env['PAYWEATHER_DB'] = at.published;
}, 120_000);
afterAll(async () => {
  closePublished();
  await rm(folder, { recursive: true });
});

const estimateOf = async (keys: object) => (await ask('summary', { ...MARCH, ...keys })).hidden_balance;

describe('the balance failures hidden in unpaid', { timeout: 60_000 }, () => {
  it('are estimated: what the simulator hid lies in the interval, and the interval is not all', async () => {
    const hidden = truth.incidents.reduce((sum, it) => sum + it.hidden_failures, 0);
    const estimate = (await estimateOf({}))!;
    expect(hidden).toBeGreaterThan(50);
    expect(estimate.low).toBeGreaterThan(0);
    expect(estimate.low).toBeLessThanOrEqual(hidden);
    expect(estimate.high).toBeGreaterThanOrEqual(hidden);
    expect(estimate.high).toBeLessThan(2.5 * hidden);
    expect(estimate.days).toBe(7);
    expect(estimate.value).toBeCloseTo(estimate.unpaid - estimate.expected, 6);
  });

  it('are not found where the channel tells the balance', async () => {
    const alipay = await estimateOf({ channel: ['alipay'] });
    expect(alipay === null || alipay.low === 0).toBe(true);
  });

  it('are part of no count, and asked for with balance or unpaid only', async () => {
    const all = await ask('summary', MARCH);
    const counted = Object.values(all.failures_by_category).reduce((sum, { value }) => sum + value!, 0);
    expect(counted).toBe(all.failures.value);
    expect(await estimateOf({ category: ['network'] })).toBeNull();
    const ofBalance = await estimateOf({ category: ['balance'] });
    expect(ofBalance!.value).toBeCloseTo(all.hidden_balance!.value, 6);
  });

  it('are not guessed without a month end in the window, nor without days that say what is usual', async () => {
    expect(await estimateOf({ from: '2026-03-10', to: '2026-03-20' })).toBeNull();
    expect(await estimateOf({ building_id: ['no-such-building'] })).toBeNull();
  });

  it('are told in one sentence with the interval, and not at all where they come to nothing', async () => {
    const estimate = { days: 7, unpaid: 120, expected: 80.2, value: 39.8, low: 15.1, high: 64.6 };
    expect(balanceEstimate(estimate, 'zh-CN')).toMatch(/7 天.*120 笔.*80 笔.*40 笔.*15 至 65/);
    expect(balanceEstimate(estimate, 'en')).toContain('the 40 more (95% interval 15 to 65)');
    expect(balanceEstimate({ ...estimate, value: 0.2 }, 'en')).toBeNull();
    expect(balanceEstimate(null, 'en')).toBeNull();
  });
});
