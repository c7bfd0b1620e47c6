import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ingest } from '../../ingest/index.ts';
import { locate } from '../../ingest/paths.ts';
import { keyLabel } from '../../src/lib/charts/key-labels.ts';
import { ask, closePublished } from '../../src/lib/server/index.ts';
import { csvOf } from '../ingest/support.ts';
import { newFolder } from './world.ts';

/** A month of each length, and how many days it has. */
const MONTHS = { '2024-02': 29, '2026-02': 28, '2026-03': 31, '2026-04': 30 };
let folder = '';

/** Attempts at both ends of a month, on the campus's clock: one on its first day, two on the day before the last, three on its last. */
function attemptsOf([month, days]: [string, number]) {
  const on = { 1: 1, [days - 1]: 2, [days]: 3 };
  return Object.entries(on).flatMap(([day, count]) =>
    Array.from({ length: count }, (_, n) => ({
      attempt_id: `${month}-${day}-${n}`,
      attempted_at: `${month}-${day.padStart(2, '0')} ${n === 0 ? '00:00:00' : '23:59:59'}`,
      status: 'failed',
      campus_id: 'north',
      channel: 'alipay',
    })),
  );
}

beforeAll(async () => {
  folder = await newFolder();
  const locations = locate(join(folder, 'payweather.duckdb'));
  writeFileSync(join(folder, 'log.csv'), csvOf(Object.entries(MONTHS).flatMap(attemptsOf)));
  await ingest(locations, { paths: [join(folder, 'log.csv')], table: 'attempts' });
  process.env['PAYWEATHER_DB'] = locations.published;
}, 120_000);
afterAll(() => {
  closePublished();
  rmSync(folder, { recursive: true });
});

it.each(Object.entries(MONTHS))('the month %s of %i days is aligned by its end', async (month, days) => {
  const window = { from: `${month}-01`, to: `${month}-${days}` };
  const { rows, cells } = await ask('heatmap', {
    ...window,
    rows: 'days_to_month_end',
    columns: 'date',
    metric: 'failures',
  });
  expect(rows).toEqual(Array.from({ length: days }, (_, day) => day));
  expect(cells.map(({ row, column, value }) => [row, column, value])).toEqual([
    [0, `${month}-${days}`, 3],
    [1, `${month}-${days - 1}`, 2],
    [days - 1, `${month}-01`, 1],
  ]);
});

it('months of all lengths lie over each other: last day on last day', async () => {
  const { cells } = await ask('heatmap', { rows: 'days_to_month_end', columns: 'hour', metric: 'failures' });
  const at = (row: number) =>
    cells.filter((cell) => cell.row === row).reduce((sum, { failures }) => sum + failures, 0);
  expect([at(0), at(1), at(27), at(28), at(29), at(30)]).toEqual([12, 8, 1, 1, 1, 1]);
  const words = { locale: 'zh-CN', name: String };
  expect([0, 1, 30].map((key) => keyLabel('days_to_month_end', key, words))).toEqual(['0', '−1', '−30']);
});
