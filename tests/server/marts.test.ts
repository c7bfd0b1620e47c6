import { describe, expect, it } from 'vitest';
import { filterParameters } from '../../src/lib/server/filters.ts';
import { coveringMarts, smallestExpectedMart, smallestMart } from '../../src/lib/server/marts.ts';
import { published } from '../../src/lib/server/published.ts';
import { cells, type PartRow } from '../../src/lib/server/queries/cells.ts';
import { summary } from '../../src/lib/server/queries/summary.ts';
import { publishWorld } from './publish.ts';

publishWorld(31);
const WINDOW = { from: '2024-02-01', to: '2024-02-29' };

const sorted = (rows: PartRow[]) => {
  const key = ({ row, column, part }: PartRow) => `${row}/${column}/${part}`;
  return rows.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
};

describe('marts', { timeout: 60_000 }, () => {
  it('cover what their slices tell apart', () => {
    expect(coveringMarts(['hour', 'category'])).toHaveLength(4);
    expect(coveringMarts(['building_id'])).toEqual(['mart_hourly_place', 'mart_hourly']);
    expect(coveringMarts(['bank', 'hour', 'campus_id'])).toEqual(['mart_hourly_rail', 'mart_hourly']);
    expect(coveringMarts(['platform'])).toEqual(['mart_hourly_device', 'mart_hourly']);
    expect(coveringMarts(['platform', 'bank'])).toEqual(['mart_hourly']);
  });

  it('are chosen by their number of rows', () => {
    const sizes = new Map([
      ['mart_hourly', 100],
      ['mart_hourly_rail', 30],
      ['mart_hourly_place', 20],
    ]);
    expect(smallestMart(['campus_id'], sizes)).toBe('mart_hourly_place');
    expect(smallestMart(['channel'], sizes)).toBe('mart_hourly_rail');
    expect(smallestMart(['channel', 'building_id'], sizes)).toBe('mart_hourly');
  });

  it('are chosen for what is expected among those it is stored beside', () => {
    const sizes = new Map([
      ['mart_hourly', 100],
      ['mart_hourly_device', 10],
      ['mart_hourly_rail', 30],
      ['mart_hourly_place', 20],
    ]);
    expect(smallestExpectedMart(['hour', 'day_of_month'], sizes)).toBe('mart_hourly_place');
    expect(smallestExpectedMart(['channel'], sizes)).toBe('mart_hourly_rail');
    expect(smallestExpectedMart(['channel', 'building_id'], sizes)).toBeNull();
    expect(smallestExpectedMart(['platform'], sizes)).toBeNull();
  });

  it('all give the same answer', async () => {
    const lease = await published().lease();
    const questions = [
      { rows: 'building_id', columns: 'category', keys: { campus_id: ['c1', 'k3'] } },
      { rows: 'channel', columns: 'hour', keys: { bank: ['ICBC'] } },
      { rows: 'platform', columns: 'weekday', keys: { category: ['balance' as const] } },
      { rows: 'date', columns: 'nothing', keys: {} },
    ];
    for (const { rows, columns, keys } of questions) {
      const marts = coveringMarts([rows, columns, ...Object.keys(keys)]);
      expect(marts.length).toBeGreaterThan(1);
      const parameters = {
        ...filterParameters(keys),
        ...WINDOW,
        rows,
        columns,
        apart: true,
        limit: 10_000,
      };
      const found = await Promise.all(marts.map((mart) => cells(lease.run, { ...parameters, mart })));
      for (const other of found) expect(sorted(other)).toEqual(sorted(found[0] ?? []));
      expect(found[0]?.length).toBeGreaterThan(0);
    }
    lease.release();
  });

  it('give the same summary', async () => {
    const lease = await published().lease();
    const found = await Promise.all(
      coveringMarts([]).map((mart) => summary(lease.run, { ...filterParameters({}), ...WINDOW, mart })),
    );
    const byName = found.map((row) => ({
      ...row,
      categories: row?.categories.toSorted((a, b) => (a.category < b.category ? -1 : 1)),
    }));
    for (const other of byName) expect(other).toEqual(byName[0]);
    lease.release();
  });
});
