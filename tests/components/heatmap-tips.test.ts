import { describe, expect, it } from 'vitest';
import { describeLine, writeTotal } from '../../src/lib/components/heatmap/line.ts';
import { lineAt } from '../../src/lib/components/heatmap/pointing.ts';
import { tipPlace } from '../../src/lib/components/heatmap/tip-place.ts';
import { describeCell } from '../../src/lib/components/heatmap/view.ts';
import { viewOf } from '../../src/lib/components/heatmap/views.ts';
import type { HeatmapAnswer } from '../../src/lib/contracts/index.ts';
import { cell, heatmapOf } from '../charts/samples.ts';
import { incident } from '../words/incident.ts';

const view = (answer: HeatmapAnswer, incidents = [incident]) =>
  viewOf(answer, [], {
    language: 'en',
    places: { campuses: { east: 'East' }, buildings: { 'east/t3': 'Building 3' } },
    year: 2026,
    spread: 'quantile',
    most: 40,
    incidents,
  });

describe('describeCell', () => {
  it('tells of an incident only where something failed', () => {
    const answer = {
      ...heatmapOf([cell(12, 5, 7), cell(12, 6, 0)]),
      column_dimension: 'day_of_month' as const,
    };
    const shown = view(answer);
    shown.marks.rows.set('12', [incident]);
    const told = (column: number) =>
      describeCell(
        shown,
        12,
        column,
        answer.cells.find((one) => one.column === column)!,
      ).lines.join(' ');
    expect(told(5)).toMatch(/Incident/);
    expect(told(6)).not.toMatch(/Incident/);
  });
});

describe('describeLine', () => {
  const many = { ...cell(12, 5, 0), attempts: 90_000, settled: 80_000, failures: 12_345, value: 12_345 };
  it('says a total in full that is written short beside its bar', () => {
    const shown = view(heatmapOf([many, cell(12, 6, 7)]), []);
    expect(writeTotal(shown, 12_352)).toBe('12.4k');
    const { title, lines } = describeLine(shown, { side: 'row', index: 12 });
    expect([title, ...lines]).toEqual([
      '12,352',
      '12:00–13:00',
      '12,352 / 80,100 attempts · failure rate 15%',
      'Click for attempts',
    ]);
    expect(describeLine(shown, { side: 'column', index: 5 }).title).toBe('7');
  });
  it('names the line where its cells make no total', () => {
    const shown = view({ ...heatmapOf([many]), metric: 'latency_p95' }, []);
    expect(describeLine(shown, { side: 'column', index: 4 })).toMatchObject({ title: 'day 5' });
  });
});

describe('lineAt', () => {
  const cells = { left: 100, top: 50, width: 240, height: 100 };
  const at = (x: number, y: number) => lineAt(cells, [x, y], 24, 10);
  it('is the row whose head or total is pointed at, anywhere beside the cells', () => {
    expect(at(2, 65)).toEqual({ side: 'row', index: 1 });
    expect(at(399, 149)).toEqual({ side: 'row', index: 9 });
  });
  it('is the column above the cells, and none in the corners, below or on the cells', () => {
    expect(at(339, 1)).toEqual({ side: 'column', index: 23 });
    for (const [x, y] of [
      [20, 20],
      [200, 155],
      [200, 100],
    ] as const)
      expect(at(x, y)).toBeNull();
  });
});

describe('tipPlace', () => {
  const cells = { left: 100, top: 50, width: 800, height: 600 };
  const around = { cells, window: { left: 0, top: -100, width: 1000, height: 800 } };
  const size = { width: 200, height: 100 };
  const place = (left: number, top: number) => tipPlace({ left, top, width: 20, height: 15 }, size, around);
  it('keeps the row and the column of a cell in sight', () => {
    expect(place(400, 300)).toEqual({ left: 428, top: 323 });
  });
  it('goes where it hides the fewest cells: beside the picture, if it fits there', () => {
    expect(place(400, 60).top).toBe(60 - 8 - 100);
    expect(
      tipPlace({ left: 120, top: 300, width: 20, height: 15 }, { width: 90, height: 50 }, around).left,
    ).toBe(120 - 8 - 90);
  });
  it('is never cut off where there is room elsewhere', () => {
    expect(place(880, 600)).toEqual({ left: 672, top: 492 });
  });
});
