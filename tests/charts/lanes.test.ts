import { describe, expect, it } from 'vitest';
import { LANE_HEIGHT, laneData, lanesOption, type LaneBand } from '../../src/lib/charts/lanes.ts';
import { LIGHT } from '../../src/lib/charts/tokens.ts';
import type { SeriesAnswer } from '../../src/lib/contracts/index.ts';

const AXIS = ['2026-03-04', '2026-03-05', '2026-03-06', '2026-03-07'];
const band = (row: string, from: string, to: string | null): LaneBand => ({
  row,
  from: `${from}:00+08:00`,
  to: to && `${to}:00+08:00`,
  label: '<b>east</b>',
  href: '/x',
  severity: 'severe',
});
const laid = (bands: LaneBand[], least = 0, grain: 'day' | 'week' | 'month' = 'day', axis = AXIS) =>
  laneData(bands, axis, { grain, rows: ['place', 'rail', 'load'], least });
const values = (...given: Parameters<typeof laid>) => laid(...given).data.map(({ value }) => value);

describe('lanes', () => {
  it('hold each band at its own time within its bucket', () => {
    expect(values([band('place', '2026-03-05T06:00', '2026-03-05T12:00')])).toEqual([[1.25, 1.5, 0]]);
    expect(values([band('place', '2026-03-04T12:00', null)])).toEqual([[0.5, 4, 0]]);
    expect(values([band('place', '2026-03-01T00:00', '2026-03-05T00:00')])).toEqual([[0, 1, 0]]);
    const months = ['2026-02-01', '2026-03-01'];
    expect(values([band('place', '2026-02-15T00:00', '2026-03-01T00:00')], 0, 'month', months)).toEqual([[0.5, 1, 0]]); // prettier-ignore
    const weeks = ['2026-03-02', '2026-03-09'];
    expect(values([band('place', '2026-03-05T12:00', '2026-03-09T00:00')], 0, 'week', weeks)).toEqual([[0.5, 1, 0]]); // prettier-ignore
  });

  it('leave out what is outside, and widen what would not be seen', () => {
    expect(values([band('place', '2026-03-01T00:00', '2026-03-02T00:00')])).toEqual([]);
    expect(values([band('place', '2026-03-09T00:00', '2026-03-09T02:00')])).toEqual([]);
    expect(values([band('place', '2026-03-05T06:00', '2026-03-05T06:05')], 0.5)).toEqual([[1.25, 1.75, 0]]);
    expect(values([band('place', '2026-03-07T23:00', '2026-03-07T23:55')], 0.5)[0]![1]).toBe(4);
  });

  it('are as many as overlap in a row, and rows follow in their order', () => {
    const { data, rows } = laid([
      band('rail', '2026-03-04T00:00', '2026-03-05T00:00'),
      band('place', '2026-03-04T00:00', '2026-03-06T00:00'),
      band('place', '2026-03-05T00:00', '2026-03-05T12:00'),
      band('place', '2026-03-06T00:00', '2026-03-06T12:00'),
    ]);
    expect(data.map(({ row, value }) => [row, value[2]])).toEqual([
      ['place', 0],
      ['place', 1],
      ['place', 0],
      ['rail', 2],
    ]);
    expect(rows).toEqual([
      { row: 'place', first: 0, lanes: 2 },
      { row: 'rail', first: 2, lanes: 1 },
    ]);
  });

  it('lie under the trend, and the picture grows with them', () => {
    const counts = { by: null, attempts: 9, settled: 9, failures: 3, value: 3 };
    const answer = { metric: 'failures', points: AXIS.map((bucket) => ({ bucket, ...counts })) };
    const ctx = { locale: 'en', tokens: LIGHT, grain: 'day' as const, labels: {}, unit: '', format: String };
    const more = { rows: ['place', 'rail'], rowName: (row: string) => row, width: 800, left: 60 };
    const drawn = (bands: LaneBand[]) =>
      lanesOption(answer as unknown as SeriesAnswer, bands, { ...ctx, ...more });
    const one = band('place', '2026-03-05T06:00', '2026-03-05T12:00');
    const two = band('rail', '2026-03-05T06:00', '2026-03-05T12:00');
    expect(drawn([one, two]).height - drawn([one]).height).toBe(LANE_HEIGHT);
    expect(drawn([]).height).toBe(drawn([one]).height);
    const { series, grid } = drawn([one, two]).option as unknown as {
      series: { name: string; data: object[] }[];
      grid: { tooltip?: { formatter(hovered: object): string } }[];
    };
    const incidents = series.find(({ name }) => name === 'incidents')!;
    expect(incidents.data).toMatchObject([{ href: '/x' }, { href: '/x' }]);
    expect(grid[1]!.tooltip!.formatter({ data: incidents.data[0]! })).toBe('&#60;b&#62;east&#60;/b&#62;');
  });
});
