import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { PARAMETER_TYPES } from '../../src/lib/server/parameters.ts';
import { queryText } from '../../src/lib/server/query.ts';
import { publishWorld } from './publish.ts';

const state = publishWorld(37);
const FOLDER = join(import.meta.dirname, '../../sql/queries');
const NAMES = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.sql'))
  .map((file) => file.slice(0, -4));

/** A parameter that decides which table or column is read needs a value before the text can be bound. */
const NAMING = { mart: 'mart_hourly', rows: 'hour', columns: 'channel' };

describe('sql/queries', { timeout: 60_000 }, () => {
  it.each(NAMES)('%s binds, and its sidecar tells of every column', async (name) => {
    const instance = await DuckDBInstance.create(state.path, { access_mode: 'READ_ONLY' });
    const connection = await instance.connect();
    const { sql, names } = queryText(name);
    const values = Object.fromEntries(
      names.map((parameter) => [parameter, { ...NAMING }[parameter as 'mart'] ?? null]),
    );
    const types = Object.fromEntries(names.map((parameter) => [parameter, PARAMETER_TYPES[parameter]]));
    const result = await connection.run(sql, values, types);
    const sidecar = parse(readFileSync(join(FOLDER, `${name}.yml`), 'utf8')) as Record<string, object>;
    expect(Object.keys(sidecar['columns'] ?? {})).toEqual(result.columnNames());
    expect(Object.keys(sidecar['parameters'] ?? {}).toSorted()).toEqual(names.toSorted());
    expect(sidecar['grain']).toMatch(/^one row/);
    connection.closeSync();
    instance.closeSync();
  });
});
