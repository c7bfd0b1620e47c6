import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { deleteView, readViews, saveView, viewsFile } from '../../src/lib/server/views.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'payweather-views-'));
  file = viewsFile(join(folder, 'payweather.duckdb'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const MONTH_END = {
  name: '月末余额',
  address: '/heatmap?rows=hour&columns=days_to_month_end&category=balance',
};

describe('saved views', () => {
  it('are kept in one file beside the database, by name, whatever the order of saving', () => {
    expect(readViews(file)).toEqual([]);
    expect(saveView(file, { name: 'b', address: '/' })).toBeNull();
    expect(saveView(file, MONTH_END)).toBeNull();
    expect(saveView(file, { name: ' a ', address: '/incidents' })).toBeNull();
    expect(readViews(file).map(({ name }) => name)).toEqual(['a', 'b', '月末余额']);
    expect(readdirSync(folder)).toEqual(['payweather.views.json']);
  });

  it('are renamed and taken away', () => {
    saveView(file, MONTH_END);
    expect(saveView(file, { ...MONTH_END, name: 'balance' }, MONTH_END.name)).toBeNull();
    expect(readViews(file)).toEqual([{ ...MONTH_END, name: 'balance' }]);
    deleteView(file, 'balance');
    expect(readViews(file)).toEqual([]);
  });

  it.each([
    [{ ...MONTH_END, name: '' }, 'name'],
    [{ ...MONTH_END, name: 'x'.repeat(61) }, 'name'],
    [{ ...MONTH_END, name: 'a/b' }, 'name'],
    [{ name: 'elsewhere', address: 'https://elsewhere.example/' }, 'address'],
    [{ name: 'elsewhere', address: '//elsewhere.example/' }, 'address'],
    [{ name: 'elsewhere', address: '/\\elsewhere.example' }, 'address'],
    [MONTH_END, 'taken'],
  ])('refuse %j for its %s', (view, wrong) => {
    saveView(file, MONTH_END);
    expect(saveView(file, view)).toBe(wrong);
    expect(readViews(file)).toEqual([MONTH_END]);
  });

  it('name a file that is not one of theirs', () => {
    writeFileSync(file, '{"half":');
    expect(() => readViews(file)).toThrow(/views\.json: not a list of saved views/);
  });
});
