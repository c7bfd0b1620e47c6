import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { readModels } from '../../ingest/models/catalog.ts';
import { TABLES } from '../../ingest/tables.ts';
import { CATEGORIES, DIMENSIONS, METRICS, STATUSES } from '../../src/lib/contracts/index.ts';
import { textOf } from './sources.ts';

const csv = (name: string) =>
  parse<Record<string, string>>(textOf(`sql/reference/${name}.csv`), { columns: true });

const model = (name: string) => {
  const found = readModels().find((it) => it.name === name);
  if (found === undefined) throw new Error(`there is no model ${name}`);
  return found;
};

/** What a code may mean beside a category: the attempt was no failure after all, or the code contradicts it. */
const NO_FAILURE = ['user_cancelled', 'success', 'pending'];

describe('the lists', () => {
  it('of categories are one', () => {
    const rows = csv('categories');
    expect(rows.map(({ category }) => category)).toEqual([...CATEGORIES]);
    expect(rows.map(({ position }) => Number(position))).toEqual(CATEGORIES.map((_, index) => index + 1));
  });

  it.each(['gateway_codes', 'gateway_codes_more', 'message_patterns'])('%s name known categories', (name) => {
    const known = new Set<string>([...CATEGORIES, ...NO_FAILURE]);
    expect(csv(name).filter(({ category = '' }) => !known.has(category))).toEqual([]);
  });

  it('of code families name families of the dictionary', () => {
    const families = new Set(
      [...csv('gateway_codes'), ...csv('gateway_codes_more')].map(({ family }) => family),
    );
    const named = [...csv('channel_families'), ...csv('technical_families')].map(({ family }) => family);
    expect(named.filter((family) => !families.has(family))).toEqual([]);
  });

  it('of codes name each code of a family once', () => {
    const keys = [...csv('gateway_codes'), ...csv('gateway_codes_more')].map(
      ({ family, code }) => `${family} ${code}`,
    );
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
  });

  it('of states are one', () => {
    const column = TABLES.attempts.columns.find(({ name }) => name === 'status');
    expect(column).toMatchObject({ values: [...STATUSES] });
    expect(model('stg_attempts').columns['reported_status']?.values).toEqual([...STATUSES]);
    expect(model('int_attempts').columns['status']?.values).toEqual([...STATUSES]);
  });

  it('of kinds are one', () => {
    const values = (table: 'buildings' | 'calendar') =>
      TABLES[table].columns.find(({ name }) => name === 'kind');
    expect(values('buildings')).toMatchObject({ values: model('stg_buildings').columns['kind']?.values });
    expect(values('calendar')).toMatchObject({ values: model('stg_calendar').columns['kind']?.values });
  });

  it('of dimensions are columns that the marts have', () => {
    const columns = ['dim_slice', 'dim_date', 'mart_hourly'].flatMap((name) =>
      Object.keys(model(name).columns),
    );
    const known = new Set([...columns, 'date']);
    expect(DIMENSIONS.filter((dimension) => !known.has(dimension))).toEqual([]);
  });

  it('of metrics are words that both languages have', () => {
    const words = ['zh-CN', 'en'].map(
      (locale) => textOf(`messages/${locale}.json`) + textOf(`messages/heatmap.${locale}.json`),
    );
    expect(METRICS.filter((metric) => words.some((text) => !text.includes(metric)))).toEqual([]);
  });

  it('of messages are the same in both languages', () => {
    for (const name of [
      '',
      'heatmap.',
      'incidents.',
      'alerts.',
      'reconciliation.',
      'loads.',
      'exports.',
      'glossary.',
    ]) {
      const [chinese, english] = ['zh-CN', 'en'].map((locale) =>
        Object.keys(JSON.parse(textOf(`messages/${name}${locale}.json`)) as object).sort(),
      );
      expect(english).toEqual(chinese);
    }
  });
});
