import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { tableFromIPC } from 'apache-arrow';
import { parse } from 'csv-parse/sync';
import { beforeAll, describe, expect, it } from 'vitest';
import { QUESTION_NAMES } from '../../src/lib/contracts/index.ts';
import type { QuestionName } from '../../src/lib/contracts/index.ts';
import { ask, encode } from '../../src/lib/server/index.ts';
import { tableOf } from '../../src/lib/server/encode/table.ts';
import { toCsv } from '../../src/lib/server/encode/csv.ts';
import { recordIncidents } from '../detect/incidents.ts';
import { publishWorld } from './publish.ts';

const state = publishWorld(41);
beforeAll(() =>
  recordIncidents(state.path, [
    {
      incident_id: 'i1',
      category: 'timeout',
      severity: 'minor',
      verdict: 'place',
      scope: { campus_id: 'c1' },
      from: '2024-02-10T00:00:00',
      to: '2024-02-11T00:00:00',
    },
  ]),
);
type Cell = string | number | null;

async function fromParquet(bytes: Uint8Array) {
  const file = join(state.folder, 'answer.parquet');
  writeFileSync(file, bytes);
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  const rows = (await connection.runAndReadAll(`FROM '${file}'`)).getRowsJS().map((row) => row.map(plain));
  const pairs = await connection.runAndReadAll(
    `SELECT decode(key) AS key, decode(value) AS value FROM parquet_kv_metadata('${file}')`,
  );
  connection.closeSync();
  return { rows, metadata: new Map(pairs.getRowsJS() as [string, string][]) };
}

const plain = (value: unknown): Cell => (typeof value === 'bigint' ? Number(value) : (value as Cell));

async function inAllFormats(name: QuestionName, keys: object) {
  const answer = await ask(name, keys);
  const { columns, rows } = tableOf(name, answer);
  const wanted = rows.map((row) => columns.map((column) => row[column.name] ?? null));
  expect(JSON.parse((await encode(answer, name, 'json')) as string)).toEqual(answer);

  const csv = parse((await encode(answer, name, 'csv')) as string) as string[][];
  expect(csv[0]).toEqual(columns.map((column) => column.name));
  expect(csv.slice(1)).toEqual(wanted.map((row) => row.map((value) => String(value ?? ''))));

  const parquet = await fromParquet((await encode(answer, name, 'parquet')) as Uint8Array);
  expect(parquet.rows).toEqual(wanted);
  expect(parquet.metadata.get('data_version')).toBe(state.version);
  expect(parquet.metadata.get('sample')).toBe('true');

  const arrow = tableFromIPC((await encode(answer, name, 'arrow')) as Uint8Array);
  expect(arrow.schema.metadata.get('data_version')).toBe(state.version);
  const arrowRows = arrow.toArray() as Record<string, unknown>[];
  expect(arrowRows.map((row) => columns.map((column) => plain(row[column.name])))).toEqual(wanted);
  return wanted.length;
}

describe('encode', { timeout: 60_000 }, () => {
  it.each(QUESTION_NAMES)('gives the same numbers of %s in all formats', async (name) => {
    const least = name === 'reconciliation' ? 0 : 1;
    expect(await inAllFormats(name, {}), 'the world has no bill').toBeGreaterThanOrEqual(least);
  });

  it('keeps numeric dimensions, excess below zero and answers without rows', async () => {
    await inAllFormats('heatmap', { rows: 'hour', columns: 'weekday', metric: 'excess' });
    await inAllFormats('series', { by: 'hour' });
    expect(await inAllFormats('ranking', { campus_id: ['nowhere'] })).toBe(0);
  });

  it('makes formulas in texts harmless, and leaves numbers alone', () => {
    const table = {
      columns: [
        { name: 'key', type: 'text' as const },
        { name: 'value', type: 'number' as const },
      ],
      rows: [
        { key: '=1+1', value: -2 },
        { key: '-x', value: 0.5 },
        { key: 'a,"b"\n', value: null },
      ],
      metadata: { question: 'ranking', data_version: '', sample: 'false', from: '', to: '' },
    };
    expect(toCsv(table)).toBe(`key,value\r\n'=1+1,-2\r\n'-x,0.5\r\n"a,""b""\n",\r\n`);
  });
});
