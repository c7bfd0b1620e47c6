import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { read, utils } from '@e965/xlsx';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { fromBuffer } from 'yauzl';
import { ask } from '../../src/lib/server/index.ts';
import { respondExport } from '../../src/lib/server/exports/index.ts';
import type { About } from '../../src/lib/server/exports/about.ts';
import { publishWorld } from './publish.ts';

const state = publishWorld(43);
const take = (name: string, query: string) =>
  respondExport(name, new Request(`http://localhost/export/${name}?${query}`));
const bytesOf = async (response: Response) => Buffer.from(await response.arrayBuffer());

/** The texts in a zip, by name. */
function unzip(bytes: Buffer): Promise<Record<string, string>> {
  return new Promise((done, failed) => {
    const found: Record<string, string> = {};
    fromBuffer(bytes, { lazyEntries: true }, (error, zip) => {
      if (error) return failed(error);
      zip.on('end', () => done(found));
      zip.on('entry', (entry: { fileName: string }) =>
        zip.openReadStream(entry as never, (cause, stream) => {
          if (cause) return failed(cause);
          const parts: Buffer[] = [];
          stream.on('data', (part: Buffer) => parts.push(part));
          stream.on('end', () => {
            found[entry.fileName] = Buffer.concat(parts).toString();
            zip.readEntry();
          });
        }),
      );
      zip.readEntry();
    });
  });
}

async function fromParquet(bytes: Buffer) {
  const file = join(state.folder, 'export.parquet');
  writeFileSync(file, bytes);
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  const reader = await connection.runAndReadAll(`SELECT count(*)::INT AS rows FROM '${file}'`);
  const pairs = await connection.runAndReadAll(
    `SELECT decode(key) AS key, decode(value) AS value FROM parquet_kv_metadata('${file}')`,
  );
  connection.closeSync();
  return {
    rows: reader.getRowsJS()[0]?.[0],
    about: Object.fromEntries(pairs.getRowsJS() as [string, string][]),
  };
}

describe('exports', () => {
  it('hold all attempts, in the order of the pages, with what they were made from', async () => {
    const { total } = await ask('attempts', { limit: 1 });
    expect(total).toBeGreaterThan(50);
    const response = await take('attempts', 'limit=1&format=csv');
    expect(response.headers.get('x-payweather-rows')).toBe(String(total));
    const files = await unzip(await bytesOf(response));
    const about = JSON.parse(files['about.json']!) as About;
    expect(about).toMatchObject({ question: 'attempts', rows: String(total), data_version: state.version });
    expect(about.time_zones).toMatch(/Asia\//);
    const rows = parse<Record<string, string>>(files['attempts.csv']!, { columns: true });
    const first = await ask('attempts', { limit: 10_000 });
    expect(rows.map((row) => row['attempt_id'])).toEqual(first.attempts.map(({ attempt_id }) => attempt_id));
    expect(rows).toHaveLength(total);
  });

  it('hold the same numbers in every format', async () => {
    const query = 'rows=channel&columns=hour&metric=failures';
    const { cells } = await ask('heatmap', { rows: 'channel', columns: 'hour', metric: 'failures' });
    const failures = cells.reduce((sum, cell) => sum + cell.failures, 0);
    const { 'heatmap.csv': csv } = await unzip(await bytesOf(await take('heatmap', `${query}&format=csv`)));
    const lines = parse<Record<string, string>>(csv!, { columns: true });
    expect(lines.reduce((sum, line) => sum + Number(line['failures']), 0)).toBe(failures);
    const book = read(await bytesOf(await take('heatmap', `${query}&format=xlsx`)));
    const sheet = utils.sheet_to_json<Record<string, number>>(book.Sheets['heatmap']!);
    expect(sheet.reduce((sum, line) => sum + line['failures']!, 0)).toBe(failures);
    const said = Object.fromEntries(
      utils.sheet_to_json<[string, string]>(book.Sheets['about']!, { header: 1 }),
    );
    expect(said).toMatchObject({
      filters: 'rows=channel, columns=hour, metric=failures',
      rows: String(cells.length),
    });
    const parquet = await fromParquet(await bytesOf(await take('heatmap', `${query}&format=parquet`)));
    expect(parquet).toMatchObject({
      rows: cells.length,
      about: { data_version: state.version, question: 'heatmap' },
    });
  });

  it.each([
    ['attempts', 'format=pdf', 400, 'format'],
    ['attempts', '', 400, 'format'],
    ['attempts', 'format=csv&from=never', 400, 'from'],
    ['nothing', 'format=csv', 404, null],
  ])('of %s with "%s" are refused in one line', async (name, query, status, field) => {
    const response = await take(name, query);
    expect(response.status).toBe(status);
    const { error } = (await response.json()) as { error: { message: string; field: string | null } };
    expect(error.field).toBe(field);
    expect(error.message).not.toContain('\n');
  });
});
