import { describe, expect, it } from 'vitest';
import { CATEGORIES, DIMENSIONS, METRICS, heatmapAnswer } from '../../src/lib/contracts/index.ts';
import type { CommonKeys, Dimension, Metric } from '../../src/lib/contracts/index.ts';
import { ask } from '../../src/lib/server/index.ts';
import { groupBy, matching, metricOf, valueOf } from './oracle.ts';
import type { Attempt } from './oracle.ts';
import { publishWorld } from './publish.ts';
import { randomKeys } from './questions.ts';
import { Random } from './random.ts';

const state = publishWorld(7);

/** The cells of a heatmap, counted attempt by attempt. */
function expectedCells(keys: CommonKeys, rows: Dimension, columns: Dimension, metric: Metric) {
  const attempts = matching(state.world, keys);
  const byCategory = rows === 'category' || columns === 'category';
  const found = CATEGORIES.filter((kind) => attempts.some((attempt) => attempt.category === kind));
  const kinds = byCategory ? (keys.category ?? found) : [undefined];
  return kinds.flatMap((kind) => {
    const narrowed = kind ? { ...keys, category: [kind] } : keys;
    const value = (attempt: Attempt, dimension: Dimension) =>
      dimension === 'category' ? String(kind) : valueOf(attempt, dimension, keys);
    const groups = groupBy(attempts, (attempt) =>
      JSON.stringify([value(attempt, rows), value(attempt, columns)]),
    );
    return Array.from(groups, ([place, cell]) => ({
      place,
      attempts: cell.length,
      settled: cell.filter((attempt) => ['succeeded', 'failed'].includes(attempt.status)).length,
      failures: metricOf(state.world, cell, 'failures', narrowed),
      value: metricOf(state.world, cell, metric, narrowed),
    }));
  });
}

async function compare(keys: CommonKeys, rows: Dimension, columns: Dimension, metric: Metric) {
  const answer = heatmapAnswer.parse(await ask('heatmap', { ...keys, rows, columns, metric }));
  const wanted = new Map(expectedCells(keys, rows, columns, metric).map((cell) => [cell.place, cell]));
  expect(answer.cells).toHaveLength(wanted.size);
  for (const cell of answer.cells) {
    const { place: _, value, ...counts } = wanted.get(JSON.stringify([cell.row, cell.column]))!;
    expect(cell).toMatchObject(counts);
    if (value === null || cell.value === null) expect(cell.value).toBe(value);
    else if (metric === 'latency_p95') expect(Math.abs(cell.value / value - 1)).toBeLessThan(0.0477);
    else expect(cell.value).toBeCloseTo(value, 6);
    expect(answer.rows).toContain(cell.row);
    expect(answer.columns).toContain(cell.column);
  }
}

describe('heatmap', { timeout: 60_000 }, () => {
  it.each(METRICS)('counts %s as attempt by attempt, for random filters and dimensions', async (metric) => {
    const random = new Random(METRICS.indexOf(metric) + 1);
    for (let round = 0; round < 25; round += 1) {
      await compare(randomKeys(random), random.pick(DIMENSIONS), random.pick(DIMENSIONS), metric);
    }
  });

  it('answers every pair of dimensions', async () => {
    for (const rows of DIMENSIONS)
      for (const columns of DIMENSIONS) await compare({}, rows, columns, 'failure_rate');
  });

  it.each([
    ['building_id', 'date'],
    ['date', 'date'],
    ['building_id', 'hour'],
    ['category', 'date'],
  ] as const)(
    'narrows the failures of %s by %s to categories, whatever was asked before',
    async (rows, columns) => {
      for (const category of [undefined, ['timeout'], ['balance', 'timeout'], ['duplicate']] as const)
        for (const metric of ['failures', 'share', 'failed_amount', 'lost_orders'] as const)
          await compare(category ? { category: [...category] } : {}, rows, columns, metric);
    },
  );

  it('keeps a place on the axis for hours and dates in which nobody paid', async () => {
    const keys = { from: '2024-02-01', to: '2024-02-29', rows: 'date', columns: 'hour' } as const;
    const answer = await ask('heatmap', {
      ...keys,
      building_id: ['c1/b1'],
      platform: ['ios'],
      bank: ['ABC'],
    });
    expect(answer.columns).toHaveLength(24);
    expect(answer.rows).toHaveLength(29);
    expect(answer.cells.length).toBeLessThan(24 * 29);
  });

  it('puts the same cell of the compared window beside each, counted attempt by attempt', async () => {
    const keys = { from: '2024-02-12', to: '2024-02-18' };
    const rows = 'building_id' as const;
    for (const columns of ['hour', 'date'] as const) {
      const answer = heatmapAnswer.parse(
        await ask('heatmap', { ...keys, rows, columns, metric: 'failure_rate', compare: 'previous' }),
      );
      expect(answer).toMatchObject({ compared_from: '2024-02-05', compared_to: '2024-02-11' });
      const earlier = expectedCells({ from: '2024-02-05', to: '2024-02-11' }, rows, columns, 'failure_rate');
      const moved = (key: string | number) =>
        columns === 'date' ? `2024-02-${String(Number(String(key).slice(8)) - 7).padStart(2, '0')}` : key;
      const byPlace = new Map(earlier.map((cell) => [cell.place, cell]));
      for (const cell of answer.cells) {
        const then = byPlace.get(JSON.stringify([cell.row, moved(cell.column)]));
        expect(cell.compared_settled).toBe(then?.settled ?? null);
        expect(cell.compared_failures).toBe(then?.failures ?? null);
        if (then?.value == null) expect(cell.compared).toBe(null);
        else expect(cell.compared).toBeCloseTo(then.value, 9);
      }
    }
  });

  it('compares with nothing where the earlier window is not within the data', async () => {
    const answer = await ask('heatmap', { compare: 'year' });
    expect(answer).toMatchObject({ compared_from: null, compared_to: null });
    expect(answer.cells.every(({ compared }) => compared === null)).toBe(true);
  });

  it.each(['share', 'latency_p95'] as const)(
    'brings the totals of %s, which do not add up',
    async (metric) => {
      const keys = { category: ['network' as const] };
      const answer = await ask('heatmap', { ...keys, rows: 'building_id', columns: 'hour', metric });
      const attempts = matching(state.world, keys);
      for (const [dimension, totals] of [
        ['building_id', answer.row_totals],
        ['hour', answer.column_totals],
      ] as const)
        for (const total of totals!) {
          const line = attempts.filter((it) => valueOf(it, dimension, keys) === total.key);
          const value = metricOf(state.world, line, metric, keys);
          if (value === null || total.value === null) expect(total.value).toBe(value);
          else expect(Math.abs(total.value / (value || 1) - (value ? 1 : 0))).toBeLessThan(0.0477);
        }
      expect((await ask('heatmap', { metric: 'failures' })).row_totals).toBeUndefined();
    },
  );

  it('has neither rows nor columns where there is nothing', async () => {
    const answer = await ask('heatmap', { campus_id: ['nowhere'] });
    expect(answer).toMatchObject({ rows: [], columns: [], cells: [] });
  });
});
