import { describe, expect, it } from 'vitest';
import { areaSeries } from '../../src/lib/charts/areas.ts';
import { hatching } from '../../src/lib/charts/decals.ts';
import { LIGHT } from '../../src/lib/charts/tokens.ts';
import { arrange, drawLegend } from '../../src/lib/components/exports/legend.ts';
import { wrap } from '../../src/lib/components/exports/wrap.ts';
import { blockExports, heatmapExports } from '../../src/lib/components/heatmap/exports.ts';
import type { Question } from '../../src/lib/components/heatmap/question.ts';
import { takenOf } from '../../src/lib/components/heatmap/taken.ts';
import { viewOf } from '../../src/lib/components/heatmap/views.ts';
import type { HeatmapAnswer } from '../../src/lib/contracts/index.ts';
import { cell, heatmapOf } from '../charts/samples.ts';

const question: Question = { rows: 'building_id', columns: 'hour', metric: 'failures', compare: 'none' };
/** So many buildings, each an hour with some failures. */
const buildings = (count: number): HeatmapAnswer => ({
  ...heatmapOf(Array.from({ length: count }, (_, index) => cell(`east/t${index}`, 12, index))),
  row_dimension: 'building_id',
  column_dimension: 'hour',
});
const viewing = (answer: HeatmapAnswer) =>
  viewOf(answer, [], {
    language: 'en',
    places: { campuses: {}, buildings: {} },
    year: 2026,
    spread: 'quantile',
    most: 40,
    incidents: [],
  });

describe('a heatmap that is taken away', () => {
  const taken = (count: number, counted = true) => {
    const view = viewing(buildings(count));
    let drawn = 0;
    const made = takenOf(view, { order: view.answer, notes: ['a note'], counted }, LIGHT, (rows) => {
      drawn = rows.length;
      return {};
    });
    return { ...made, drawn };
  };

  it('has all its rows, also those that the page leaves out', () => {
    expect(taken(105)).toMatchObject({ drawn: 105, notes: ['a note'] });
    expect(taken(105).size!.height).toBeGreaterThan(105 * 14);
  });
  it('says how many of its rows are drawn beyond the limit', () => {
    expect(taken(412)).toMatchObject({
      drawn: 400,
      notes: ['400 of 412 rows are drawn, those that stand out most.', 'a note'],
    });
  });
  it('has a legend: each step with its borders and cells, then the signs', () => {
    const { title, marks } = taken(105).legend!;
    expect(title).toContain('failures');
    expect(marks.map(({ sign }) => sign)).toEqual([...Array<string>(7).fill('step'), 'thin', 'empty']);
    expect(marks[0]).toMatchObject({
      colour: LIGHT.heat[0],
      text: '0 (1 cell)',
    });
    expect(marks[1]!.text).toMatch(/^1 to \d+ \(\d+ cells\)$/);
    expect(taken(105, false).legend!.marks[0]!.text).toBe('0');
  });
});

describe('a legend that is drawn', () => {
  const marks = ['a', 'b', 'c'].map((text) => ({
    sign: 'step' as const,
    colour: '#123456',
    text: text.repeat(20),
  }));
  it('goes on in the next line where a mark has no room', () => {
    const { placed, height } = arrange(marks, 400);
    expect(placed.map(({ y }) => y)).toEqual([0, 0, 20]);
    expect(height).toBe(40);
    expect(arrange([], 400).height).toBe(0);
  });
  it('shows each colour beside its words', () => {
    const { svg } = drawLegend(marks, 400, { text: '#000', surface: '#fff', line: '#999' }, (text) => text);
    expect(svg.match(/fill="#123456"/g)).toHaveLength(3);
    expect(svg).toContain('aaaa');
  });
  it('breaks Chinese anywhere, and other words between them', () => {
    expect(wrap('东区三教网络失败', 40, 10)).toEqual(['东区三教', '网络失败']);
    expect(wrap('most striking rate', 80, 10)).toEqual(['most striking', 'rate']);
  });
});

it('an area has a pattern of its own each time it is drawn: a chart writes into it', () => {
  const decal = hatching('#999');
  const { renderItem } = areaSeries([], { fill: 'none', decal }, 3);
  const draw = () =>
    renderItem!({} as never, { size: () => [1, 1], coord: () => [0, 0] } as never) as {
      style: { decal: object };
    };
  expect(draw().style.decal).toEqual(decal);
  expect(draw().style.decal).not.toBe(draw().style.decal);
});

describe('the data of a heatmap', () => {
  const answer = buildings(3);
  it('come with how many rows they have', () => {
    expect(heatmapExports({ campus_id: ['east'] }, question, answer)).toEqual([
      {
        name: 'heatmap',
        query: 'campus_id=east&rows=building_id&columns=hour&metric=failures&compare=none',
        rows: 3,
      },
      { name: 'attempts', query: 'campus_id=east', rows: 300 },
    ]);
  });
  it('are the failures alone where a category is chosen, and say of which part they are', () => {
    const [cells, attempts] = heatmapExports({ category: ['network'] }, question, answer, 'Network');
    expect(cells).toMatchObject({ of: 'Network', rows: 3 });
    expect(attempts).toEqual({ name: 'attempts', query: 'category=network', rows: 3, of: 'Network' });
  });
  it('of what is open are its cells, its attempts and why they failed', () => {
    const open = { rows: ['east/t2'], columns: ['12'] };
    const found = blockExports(new URLSearchParams('from=2026-09-01'), question, answer, open, 'here');
    expect(found.map(({ name, rows, of }) => [name, rows, of])).toEqual([
      ['heatmap', 1, 'here'],
      ['attempts', 2, 'here'],
      ['explain', undefined, 'here'],
    ]);
    expect(found[0]!.query).toMatch(/&row=east%2Ft2&column=12$/);
    expect(found[1]!.query).toBe('from=2026-09-01&building_id=east%2Ft2&hour=12&status=failed');
    expect(blockExports(new URLSearchParams(), question, answer, { rows: ['no'], columns: [] }, '')).toEqual(
      [],
    );
  });
});
