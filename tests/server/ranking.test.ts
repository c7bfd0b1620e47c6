import { describe, expect, it } from 'vitest';
import { METRICS, rankingAnswer } from '../../src/lib/contracts/index.ts';
import { ask } from '../../src/lib/server/index.ts';
import { publishWorld } from './publish.ts';

publishWorld(17);
const WINDOW = { from: '2024-02-20', to: '2024-02-29' };
const BEFORE = { from: '2024-02-10', to: '2024-02-19' };

describe('ranking', { timeout: 60_000 }, () => {
  it.each(METRICS)(
    'lists the values of %s that a heatmap has, highest first, beside the window before',
    async (metric) => {
      for (const by of ['building_id', 'channel', 'hour', 'category'] as const) {
        const answer = rankingAnswer.parse(await ask('ranking', { ...WINDOW, by, metric, limit: 100 }));
        const values = answer.items.map((item) => item.value);
        expect(values).toEqual(values.toSorted((a, b) => (b ?? -Infinity) - (a ?? -Infinity)));
        const now = await ask('heatmap', { ...WINDOW, rows: by, columns: by, metric });
        const before = await ask('heatmap', { ...BEFORE, rows: by, columns: by, metric });
        const earlier = new Map(before.cells.map((cell) => [cell.row, cell.value]));
        expect(new Map(answer.items.map((item) => [item.key, item]))).toEqual(
          new Map(
            now.cells.map(({ row, column: _, ...counts }) => [
              row,
              { key: row, ...counts, compared: earlier.get(row) ?? null },
            ]),
          ),
        );
      }
    },
  );

  it('stands beside the window asked for, and beside none', async () => {
    const weekdays = await ask('ranking', {
      from: '2024-02-27',
      to: '2024-02-27',
      compare: 'weekday',
      by: 'hour',
    });
    const before = await ask('ranking', { from: '2024-02-20', to: '2024-02-20', by: 'hour', limit: 100 });
    const then = new Map(before.items.map(({ key, value }) => [key, value]));
    expect(weekdays.items.map(({ compared }) => compared)).toEqual(
      weekdays.items.map(({ key }) => then.get(key) ?? null),
    );
    const alone = await ask('ranking', { ...WINDOW, compare: 'none', by: 'hour' });
    expect(alone.items.every(({ compared }) => compared === null)).toBe(true);
  });

  it('stops at its limit', async () => {
    expect((await ask('ranking', { by: 'hour', limit: 3 })).items).toHaveLength(3);
  });
});
