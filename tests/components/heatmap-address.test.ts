import { describe, expect, it } from 'vitest';
import { blockQuery } from '../../src/lib/components/heatmap/drill.ts';
import { CATEGORIES } from '../../src/lib/contracts/index.ts';
import {
  addressWith,
  panelsFor,
  readBlock,
  readQuestion,
} from '../../src/lib/components/heatmap/question.ts';

const page = (search: string) => new URL(`http://localhost/heatmap${search}`);

describe('readQuestion', () => {
  it('has a standard for what an address leaves open or misspells', () => {
    expect(readQuestion(new URLSearchParams('metric=nonsense'))).toEqual({
      rows: 'building_id',
      columns: 'hour',
      metric: 'failure_rate',
      compare: 'none',
    });
  });
  it('compares only where a comparison was chosen', () => {
    expect(readQuestion(new URLSearchParams('compare=month')).compare).toBe('month');
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
    expect(readBlock(page(open.slice('/heatmap'.length)).searchParams)).toEqual({
      rows: ['c1/b2'],
      columns: ['12'],
    });
    expect(addressWith(page('?row=1&column=2'), { row: null, column: null })).toBe('/heatmap');
  });
});

describe('panelsFor', () => {
  it('shows three headline categories and the rest, each category once', () => {
    const panels = panelsFor();
    expect(panels.map(({ panel }) => panel)).toEqual(['network', 'balance', 'timeout', 'other']);
    expect(panels.flatMap(({ categories }) => categories).toSorted()).toEqual([...CATEGORIES].sort());
  });
  it('keeps to the categories that are chosen', () => {
    expect(panelsFor(['timeout', 'unpaid'])).toEqual([
      { panel: 'timeout', categories: ['timeout'] },
      { panel: 'other', categories: ['unpaid'] },
    ]);
  });
});

describe('addressWith, looks', () => {
  it('keeps the open cell when only the look of the same cells changes', () => {
    const href = addressWith(page('?row=1&column=2&panel=network'), { scale: 'linear' });
    expect(href).toBe('/heatmap?row=1&column=2&panel=network&scale=linear');
    expect(addressWith(page('?row=1&column=2&panel=network&explain=before'), { multiples: 'own' })).toBe(
      '/heatmap?multiples=own',
    );
  });
});

describe('blockQuery', () => {
  const question = { rows: 'building_id', columns: 'hour', metric: 'failure_rate' } as const;
  it('replaces the page’s own filter on the same dimension', () => {
    const query = blockQuery(new URLSearchParams('building_id=b1&building_id=b2&bank=ICBC'), question, {
      rows: ['b2'],
      columns: ['12'],
    });
    expect(query.toString()).toBe('bank=ICBC&building_id=b2&hour=12&status=failed');
  });
  it('asks for one date by its window, and for all attempts where the metric counts them', () => {
    const query = blockQuery(
      new URLSearchParams('from=2026-09-01&to=2026-09-30'),
      { rows: 'date', columns: 'hour', metric: 'attempts' },
      { rows: ['2026-09-25'], columns: ['0'] },
    );
    expect(query.toString()).toBe('from=2026-09-25&to=2026-09-25&hour=0');
  });
  it('asks for a block by all its values, for dates by their window, and for a line by its side alone', () => {
    const ask = (rows: string[], columns: string[]) =>
      blockQuery(
        new URLSearchParams(),
        { rows: 'date', columns: 'hour', metric: 'attempts' },
        { rows, columns },
      );
    expect(ask(['2026-09-26', '2026-09-25'], ['11', '12']).toString()).toBe(
      'from=2026-09-25&to=2026-09-26&hour=11&hour=12',
    );
    expect(ask([], ['12']).toString()).toBe('hour=12');
  });
});
