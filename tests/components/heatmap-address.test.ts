import { describe, expect, it } from 'vitest';
import { cellQuery } from '../../src/lib/components/heatmap/drill.ts';
import { addressWith, readCell, readQuestion } from '../../src/lib/components/heatmap/question.ts';

const page = (search: string) => new URL(`http://localhost/heatmap${search}`);

describe('readQuestion', () => {
  it('has a standard for what an address leaves open or misspells', () => {
    expect(readQuestion(new URLSearchParams('metric=nonsense'))).toEqual({
      rows: 'building_id',
      columns: 'hour',
      metric: 'failure_rate',
    });
  });
  it('never crosses hours with hours unasked', () => {
    expect(readQuestion(new URLSearchParams('rows=hour')).columns).toBe('day_of_month');
  });
});

describe('addressWith', () => {
  it('keeps the filters and closes the cell when the picture changes', () => {
    const href = addressWith(page('?campus_id=c1&rows=hour&row=12&column=3'), { metric: 'failures' });
    expect(href).toBe('/heatmap?campus_id=c1&rows=hour&metric=failures');
  });
  it('opens and closes a cell whose key has a slash', () => {
    const open = addressWith(page('?metric=excess'), { row: 'c1/b2', column: '12' });
    expect(open).toBe('/heatmap?metric=excess&row=c1/b2&column=12');
    expect(readCell(page(open.slice('/heatmap'.length)).searchParams)).toEqual({
      row: 'c1/b2',
      column: '12',
    });
    expect(addressWith(page('?row=1&column=2'), { row: null, column: null })).toBe('/heatmap');
  });
});

describe('cellQuery', () => {
  const question = { rows: 'building_id', columns: 'hour', metric: 'failure_rate' } as const;
  it('replaces the page’s own filter on the same dimension', () => {
    const query = cellQuery(new URLSearchParams('building_id=b1&building_id=b2&bank=ICBC'), question, {
      row: 'b2',
      column: 12,
    });
    expect(query.toString()).toBe('bank=ICBC&building_id=b2&hour=12&status=failed');
  });
  it('asks for one date by its window, and for all attempts where the metric counts them', () => {
    const query = cellQuery(
      new URLSearchParams('from=2026-09-01&to=2026-09-30'),
      { rows: 'date', columns: 'hour', metric: 'attempts' },
      { row: '2026-09-25', column: 0 },
    );
    expect(query.toString()).toBe('from=2026-09-25&to=2026-09-25&hour=0');
  });
});
