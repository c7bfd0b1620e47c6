import { describe, expect, it } from 'vitest';
import { DIMENSIONS, METRICS, seriesAnswer } from '../../src/lib/contracts/index.ts';
import type { CommonKeys, Grain, Metric } from '../../src/lib/contracts/index.ts';
import { ask } from '../../src/lib/server/index.ts';
import { groupBy, matching, metricOf, valueOf } from './oracle.ts';
import type { Attempt } from './oracle.ts';
import { publishWorld } from './publish.ts';
import { randomKeys } from './questions.ts';
import { Random } from './random.ts';

const state = publishWorld(13);
const SOME = DIMENSIONS.filter((dimension) => dimension !== 'category');

function bucketOf({ date, hour }: Attempt, grain: Grain): string {
  if (grain === 'hour') return `${date}T${String(hour).padStart(2, '0')}:00`;
  if (grain === 'day') return date;
  if (grain === 'month') return `${date.slice(0, 7)}-01`;
  const day = new Date(`${date}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() - ((day.getUTCDay() || 7) - 1));
  return day.toISOString().slice(0, 10);
}

async function compare(
  keys: CommonKeys,
  grain: Grain,
  by: (typeof SOME)[number] | undefined,
  metric: Metric,
) {
  const answer = seriesAnswer.parse(await ask('series', { ...keys, grain, ...(by ? { by } : {}), metric }));
  const groups = groupBy(matching(state.world, keys), (attempt) =>
    JSON.stringify([bucketOf(attempt, grain), by ? valueOf(attempt, by, keys) : null]),
  );
  expect(new Set(answer.points.map((point) => JSON.stringify([point.bucket, point.by])))).toEqual(
    new Set(groups.keys()),
  );
  for (const point of answer.points) {
    const cell = groups.get(JSON.stringify([point.bucket, point.by])) ?? [];
    const value = metricOf(state.world, cell, metric, keys);
    expect(point.attempts).toBe(cell.length);
    expect(point.failures).toBe(metricOf(state.world, cell, 'failures', keys));
    if (value === null || point.value === null) expect(point.value).toBe(value);
    else if (metric !== 'latency_p95') expect(point.value).toBeCloseTo(value, 6);
  }
  return answer;
}

describe('series', { timeout: 60_000 }, () => {
  it.each(['hour', 'day', 'week', 'month'] as const)('counts by %s as attempt by attempt', async (grain) => {
    const random = new Random(grain.length);
    for (let round = 0; round < 15; round += 1) {
      const by = random.chance(0.6) ? random.pick(SOME) : undefined;
      await compare(randomKeys(random), grain, by, random.pick(METRICS));
    }
  });

  it('puts the buckets in order', async () => {
    const { points } = await compare({}, 'hour', undefined, 'failures');
    const buckets = points.map((point) => point.bucket);
    expect(buckets).toEqual(buckets.toSorted());
  });

  it('repeats attempts for each category', async () => {
    const whole = await ask('series', { grain: 'month' });
    const split = await ask('series', { grain: 'month', by: 'category' });
    for (const { bucket, attempts, failures } of whole.points) {
      const kinds = split.points.filter((point) => point.bucket === bucket);
      expect(kinds.every((point) => point.attempts === attempts)).toBe(true);
      expect(kinds.reduce((sum, point) => sum + point.failures, 0)).toBe(failures);
    }
  });
});
