import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openMemory, type Database } from '../../ingest/database.ts';
import { readChecks, readModels, readTouched } from '../../ingest/models/catalog.ts';
import { inOrder, tablesOf } from '../../ingest/models/graph.ts';
import { filesBelow, textOf } from './sources.ts';

const STORED = /^(raw|ref|meta|stg|int|dim|mart|touched)_/;

/** The kinds of tables that each layer may read. */
const READS = {
  staging: /^raw_/,
  intermediate: /^(stg|int|ref)_/,
  marts: /^(int|dim|mart)_/,
  touched: /^(stg|int|touched)_|^raw_(batches|replaced|reclassified|rematched)$/,
  checks: /^(stg|int|dim|mart)_|^raw_batches$/,
  queries: /^(dim|mart|meta)_/,
};

/** What a query reads beside the marts, and why. */
const EXCEPTIONS: Record<string, { reads: string[]; since: string }> = {
  alert_incidents: { reads: ['ref_currencies'], since: 'an alert names major units' },
  attempts: {
    reads: ['int_attempts', 'ref_currencies', 'ref_gateway_codes'],
    since: 'it lists the attempts themselves, with the words of the dictionary',
  },
  attempt_days_of_order: { reads: ['int_attempts'], since: 'no mart knows orders' },
  codes: {
    reads: ['int_attempts', 'ref_gateway_codes'],
    since: 'codes with any of the keys, which no mart has together, with the words of the dictionary',
  },
  dictionary_unmapped: { reads: ['ref_gateway_codes'], since: 'it compares with the codes that are known' },
  explain_codes: {
    reads: ['int_attempts', 'ref_gateway_codes'],
    since: 'its windows may be minutes, finer than any mart',
  },
  cells_expected: { reads: ['ref_categories'], since: 'expected failures are listed in its order' },
  incidents: { reads: ['ref_currencies'], since: 'amounts are shown in major units' },
  incident_bins: { reads: ['int_campuses', 'int_clock'], since: "times are shown on the campus's clock" },
  incident_cells: { reads: ['int_campuses', 'int_clock'], since: "times are shown on the campus's clock" },
  incident_codes: {
    reads: ['int_attempts', 'ref_gateway_codes'],
    since: 'the codes behind one incident, with the words of the dictionary',
  },
  buildings: { reads: ['stg_buildings'], since: 'names as they were loaded' },
  calendar: { reads: ['stg_calendar'], since: 'days as they were loaded' },
  campuses: { reads: ['int_campuses'], since: 'one row a campus: nothing to count' },
  explain_before: { reads: ['int_attempts'], since: 'its windows may be minutes, finer than any mart' },
  explain_expected: { reads: ['int_attempts'], since: 'its windows may be minutes, finer than any mart' },
  reconciliation_coverage: { reads: ['ref_currencies'], since: 'amounts are shown in major units' },
  reconciliation_kinds: { reads: ['ref_currencies'], since: 'amounts are shown in major units' },
  reconciliation: { reads: ['ref_currencies'], since: 'amounts are shown in major units' },
  publication: { reads: ['int_campuses'], since: 'the end of the data is known per campus' },
  quality: { reads: ['raw_batches'], since: 'it tells of loads' },
  quality_batches: { reads: ['raw_batches'], since: 'it tells of loads' },
  quality_rejects: { reads: ['raw_batches', 'raw_rejects'], since: 'rejects go no further than raw' },
};

const queries = filesBelow('sql/queries')
  .filter((path) => path.endsWith('.sql'))
  .map((path) => ({ name: path.replace(/^.*\/|\.sql$/g, ''), sql: textOf(path) }));

let database: Database;
beforeAll(async () => {
  database = await openMemory();
});
afterAll(() => database.close());

async function storedTables(sql: string): Promise<string[]> {
  const [tables = []] = await tablesOf(database, [sql.trim().replace(/;$/, '')]);
  return [...tables].filter((name) => STORED.test(name)).sort();
}

describe('the layers', () => {
  it.each(readModels().map((model) => [model.name, model] as const))(
    '%s reads the layers before it',
    async (_, model) => {
      const allowed = READS[model.layer as keyof typeof READS];
      const found = await storedTables(model.sql);
      expect(found.filter((name) => !allowed.test(name))).toEqual([]);
      expect(found).not.toContain(model.name);
    },
  );

  it.each(readModels().filter(({ layer }) => layer === 'staging'))(
    '$name neither joins nor aggregates',
    async ({ sql }) => {
      expect(await storedTables(sql)).toHaveLength(1);
      expect(sql).not.toMatch(/\b(JOIN|GROUP BY|DISTINCT|HAVING|QUALIFY|WHERE|LIMIT|OVER)\b/i);
    },
  );

  it.each([
    ...readChecks().map((it) => ({ ...it, layer: 'checks' as const })),
    ...readTouched().map((it) => ({ ...it, layer: 'touched' as const })),
  ])('$layer/$name reads what it may', async ({ sql, layer }) => {
    expect((await storedTables(sql)).filter((name) => !READS[layer].test(name))).toEqual([]);
  });

  it.each(queries)('the query $name reads marts', async ({ name, sql }) => {
    const beside = (await storedTables(sql)).filter((table) => !READS.queries.test(table));
    expect(beside).toEqual(EXCEPTIONS[name]?.reads ?? []);
  });

  it('are computed in an order without circles', async () => {
    const names = (await inOrder(database, readModels())).map(({ model }) => model.name);
    expect(names).toHaveLength(readModels().length);
    expect(names.indexOf('stg_attempts')).toBeLessThan(names.indexOf('int_attempts'));
    expect(names.indexOf('int_attempts')).toBeLessThan(names.indexOf('mart_hourly'));
  });

  it('name their models by their folder', () => {
    const prefix = { staging: /^stg_/, intermediate: /^int_/, marts: /^(dim|mart)_/ } as Record<
      string,
      RegExp
    >;
    expect(readModels().filter(({ name, layer }) => !prefix[layer]?.test(name))).toEqual([]);
  });

  it('hold plain SELECTs', () => {
    const files = filesBelow('sql').filter((path) => path.endsWith('.sql'));
    expect(files.filter((path) => !/^\s*(WITH|SELECT)\b/.test(textOf(path)))).toEqual([]);
    expect(
      files.filter((path) =>
        /\b(CREATE|INSERT|DELETE|UPDATE|DROP|ALTER|COPY|ATTACH|INSTALL|LOAD)\s+(TABLE|VIEW|INTO|FROM|OR|TEMP)\b|\{\{|\{%|\$\{/i.test(
          textOf(path),
        ),
      ),
    ).toEqual([]);
  });
});
