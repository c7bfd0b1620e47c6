import { describe, expect, it } from 'vitest';
import { bandData, bucketOf, type Band } from '../../src/lib/charts/bands.ts';
import { incompleteBucket } from '../../src/lib/charts/buckets.ts';
import { hoursOf, incidentMarks, marksAt } from '../../src/lib/charts/incident-marks.ts';
import { cellsOption, worstRows } from '../../src/lib/charts/incident-cells.ts';
import { binAxis, incidentOption, isDuring } from '../../src/lib/charts/incident.ts';
import { seriesOption } from '../../src/lib/charts/series.ts';
import { LIGHT } from '../../src/lib/charts/tokens.ts';
import type { HeatmapAnswer, SeriesAnswer } from '../../src/lib/contracts/index.ts';
import { incident } from '../words/incident.ts';

const band = (from: string, to: string | null): Band => ({
  from,
  to,
  label: 'x',
  href: '/x',
  severity: 'minor',
});

describe('bands', () => {
  it('lie in the buckets of the local clock; the end is exclusive', () => {
    expect(bucketOf('2026-03-05T12:05:00+08:00', 'hour')).toBe('2026-03-05T12:00');
    expect(bucketOf('2026-03-05T12:05:00+08:00', 'week')).toBe('2026-03-02');
    expect(bucketOf('2026-03-05T12:05:00+08:00', 'month')).toBe('2026-03-01');
    const axis = ['2026-03-04', '2026-03-05', '2026-03-06', '2026-03-07'];
    const places = (from: string, to: string | null) =>
      bandData([band(from, to)], axis, 'day').map(({ value }) => value);
    expect(places('2026-03-05T12:00:00+08:00', '2026-03-05T13:00:00+08:00')).toEqual([[1, 1]]);
    expect(places('2026-03-05T00:00:00+08:00', '2026-03-06T00:00:00+08:00')).toEqual([[1, 1]]);
    expect(places('2026-03-01T00:00:00+08:00', null)).toEqual([[0, 3]]);
    expect(places('2026-03-01T00:00:00+08:00', '2026-03-02T00:00:00+08:00')).toEqual([]);
    expect(places('2026-03-08T00:00:00+08:00', null)).toEqual([]);
  });

  it('stand behind a series, whose unfinished bucket is dashed', () => {
    const counts = { by: null, attempts: 9, settled: 9, failures: 3, value: 3 };
    const points = ['2026-03-04', '2026-03-05'].map((bucket) => ({ bucket, ...counts }));
    const answer = { metric: 'failures', points } as unknown as SeriesAnswer;
    const ctx = { locale: 'en', tokens: LIGHT, grain: 'day' as const, labels: {}, unit: '', format: String };
    const drawn = (more: object) =>
      seriesOption(answer, { ...ctx, ...more }).series as { type: string; data: unknown[] }[];
    expect(drawn({}).map(({ type }) => type)).toEqual(['bar']);
    const [behind, bars] = drawn({
      bands: [band('2026-03-05T12:00:00+08:00', null)],
      incomplete: '2026-03-05',
    });
    expect(behind).toMatchObject({ type: 'custom', data: [{ value: [1, 1], href: '/x' }] });
    expect(bars!.data).toMatchObject([3, { value: 3, itemStyle: { borderType: 'dashed' } }]);
  });

  it('find the bucket that is not complete', () => {
    const days = ['2026-03-04', '2026-03-05'];
    expect(incompleteBucket(days, 'day', '2026-03-05 14:00')).toBe('2026-03-05');
    expect(incompleteBucket(days, 'day', '2026-03-05 23:57')).toBeNull();
    expect(incompleteBucket(days, 'day', null)).toBeNull();
    expect(incompleteBucket(['2026-03-02'], 'week', '2026-03-05 23:57')).toBe('2026-03-02');
  });
});

describe('marks on a heatmap', () => {
  const answer = {
    row_dimension: 'building_id',
    column_dimension: 'hour',
    rows: ['east/t3', 'east/t4', 'west/t3'],
    columns: Array.from({ length: 24 }, (_, hour) => hour),
    cells: [],
  } as unknown as HeatmapAnswer;
  const keysOf = (of: HeatmapAnswer, ...incidents: (typeof incident)[]) => {
    const { cells, rows, columns } = incidentMarks(of, incidents);
    return { cells: [...cells.keys()], rows: [...rows.keys()], columns: [...columns.keys()] };
  };

  it('lie on the cells of a building in an hour', () => {
    expect(keysOf(answer, incident)).toEqual({ cells: ['east/t3\n12'], rows: [], columns: [] });
    const inCampus = { ...answer, rows: ['t3', 't4'] };
    expect(keysOf(inCampus, incident).cells).toEqual(['t3\n12']);
    const byCategory = {
      ...answer,
      row_dimension: 'category',
      rows: ['network', 'balance'],
    } as HeatmapAnswer;
    expect(keysOf(byCategory, incident).cells).toEqual(['network\n12']);
  });

  it('lie on the head of the hour where a whole campus is met, on that of the building where a day is', () => {
    const campus = { ...incident, scope: { campus_id: 'east' } };
    expect(keysOf(answer, campus)).toEqual({ cells: [], rows: [], columns: ['12'] });
    const day = { ...incident, ended_at: '2026-03-06T12:35:00+08:00' };
    expect(keysOf(answer, day)).toEqual({ cells: [], rows: ['east/t3'], columns: [] });
  });

  it('are told of a cell its own first, then those of its row and column', () => {
    const campus = { ...incident, incident_id: 'campus', scope: { campus_id: 'east' } };
    const marks = incidentMarks(answer, [campus, incident]);
    expect(marksAt(marks, 'east/t3', 12).map((one) => one.incident_id)).toEqual([
      incident.incident_id,
      'campus',
    ]);
    expect(marksAt(marks, 'east/t4', 12).map((one) => one.incident_id)).toEqual(['campus']);
    expect(marksAt(marks, 'east/t4', 13)).toEqual([]);
  });

  it('join hours and dates of the same moment only', () => {
    const long = {
      ...incident,
      started_at: '2026-03-05T23:30:00+08:00',
      ended_at: '2026-03-06T00:30:00+08:00',
    };
    expect(hoursOf(long)).toEqual(['2026-03-05T23:00', '2026-03-06T00:00']);
    const byDay = {
      ...answer,
      row_dimension: 'day_of_month',
      rows: [1, 2, 3, 4, 5, 6],
    } as HeatmapAnswer;
    expect(keysOf(byDay, long).cells).toEqual(['5\n23', '6\n0']);
  });

  it('leave out what lies everywhere', () => {
    const everywhere = { ...incident, scope: {}, ended_at: '2026-03-06T12:35:00+08:00' };
    expect(keysOf(answer, everywhere)).toEqual({ cells: [], rows: [], columns: [] });
  });
});

describe('the picture of an incident', () => {
  const span = { from: incident.started_at, to: incident.ended_at };
  const bin = (time: string, observed: number, expected: number | null) => ({
    bin: `2026-03-05T${time}`,
    settled: 20,
    observed,
    expected,
    low: expected === null ? null : 0,
    high: expected === null ? null : 3,
  });

  it('keeps the bins without payments as gaps, and marks the bins of the incident', () => {
    const bins = [bin('11:55', 0, 1), bin('12:05', 9, 1), bin('12:15', 8, null)];
    expect(binAxis(bins, 5)).toHaveLength(5);
    expect(
      ['12:00', '12:05', '12:30', '12:35'].map((time) => isDuring(`2026-03-05T${time}`, span, 5)),
    ).toEqual([false, true, true, false]);
    expect(isDuring('2026-03-05T12:00', span, 30)).toBe(true);
    const words = { observed: 'o', expected: 'e', range: 'r', unit: 'u' };
    const ctx = { tokens: LIGHT, ...span, words, format: String, name: (one: string) => one };
    const series = incidentOption(bins, 5, ctx).series as { name?: string; data: unknown[] }[];
    expect(series[0]!.data.map((one) => (one as { value: number | null }).value)).toEqual([
      0,
      null,
      9,
      null,
      8,
    ]);
    expect(series[3]!.data).toEqual([1, null, 1, null, null]);
    expect(series[2]!.data).toEqual([3, null, 3, null, null]);
  });

  it('puts the buildings that were struck on top', () => {
    const cell = (row: string, time: string, observed: number) => ({
      row,
      bin: `2026-03-05T${time}`,
      settled: 9,
      observed,
    });
    const cells = [cell('a', '11:00', 9), cell('b', '12:10', 4), cell('c', '12:10', 0)];
    expect(worstRows(cells, 5, span)).toEqual(['b', 'a', 'c']);
    const option = cellsOption(cells, 5, {
      tokens: LIGHT,
      ...span,
      compact: false,
      name: String,
      describe: () => [],
    });
    expect((option.yAxis as { data: string[] }).data).toEqual(['b', 'a', 'c']);
  });
});
