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

/** The rows of an export as CSV, and what it says of itself. */
async function linesOf(name: string, query: string) {
  const files = await unzip(await bytesOf(await take(name, `${query}&format=csv`)));
  return {
    lines: parse<Record<string, string>>(files[`${name}.csv`]!, { columns: true }),
    about: JSON.parse(files['about.json']!) as About,
  };
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

  it('hold all that a leaderboard shows: names, rates, losses and changes', async () => {
    const window = 'from=2024-02-20&to=2024-02-29';
    const { lines } = await linesOf('ranking', `${window}&by=building_id&compare=previous`);
    const keys = { from: '2024-02-20', to: '2024-02-29', by: 'building_id', limit: 100 } as const;
    const { items } = await ask('ranking', keys);
    const lost = await ask('ranking', { ...keys, metric: 'lost_amount' });
    const amounts = new Map(lost.items.map(({ key, value }) => [key, value]));
    expect(lines).toHaveLength(items.length);
    expect(lines[0]).toHaveProperty('lost_orders');
    for (const [index, { key, settled, failures, compared }] of items.entries()) {
      const line = lines[index]!;
      expect(line['key']).toBe(key);
      expect(Number(line['failure_rate'])).toBe(settled > 0 ? failures / settled : 0);
      expect(Number(line['lost_amount'])).toBe(amounts.get(key) ?? 0);
      expect(line['change']).toBe(compared ? String(failures / compared - 1) : '');
    }
    const { buildings } = await ask('quality');
    const named = new Map(buildings.map((one) => [`${one.campus_id}/${one.building_id}`, one.name]));
    expect(named.size).toBeGreaterThan(0);
    expect(lines.map((line) => line['name'])).toEqual(items.map(({ key }) => named.get(String(key)) ?? ''));
  });

  it('hold the names of places beside their ids, wherever those stand', async () => {
    const { campuses, buildings } = await ask('quality');
    const [{ campus_id, building_id, name } = { campus_id: '', building_id: '', name: '' }] = buildings;
    const campus = campuses.find((one) => one.campus_id === campus_id)!.name;
    const { lines } = await linesOf('attempts', `campus_id=${campus_id}&building_id=${building_id}`);
    expect(new Set(lines.map((line) => `${line['campus_name']} ${line['building_name']}`))).toEqual(
      new Set([`${campus} ${name}`]),
    );
    const cells = await linesOf('heatmap', `campus_id=${campus_id}&rows=building_id&columns=campus_id`);
    const cell = cells.lines.find((line) => line['row'] === building_id);
    expect(cell).toMatchObject({ row_name: name, column: campus_id, column_name: campus });
  });

  it('hold the part that each code has in the failures', async () => {
    const { lines } = await linesOf('codes', 'compare=none');
    expect(lines.reduce((sum, line) => sum + Number(line['share']), 0)).toBeCloseTo(1);
    expect(lines[0]).toHaveProperty('change', '');
  });

  it('are narrowed to the cells that are open', async () => {
    const query = 'rows=channel&columns=hour';
    const whole = await linesOf('heatmap', query);
    const { row, column } = whole.lines[0]!;
    const one = await linesOf('heatmap', `${query}&row=${row}&column=${column}&column=none`);
    expect(one.lines).toEqual([whole.lines[0]]);
    expect(one.about).toMatchObject({ rows: '1', filters: expect.stringContaining(`row=${row}`) as string });
    expect(one.about.link).toBe(whole.about.link);
    const line = await linesOf('heatmap', `${query}&row=${row}`);
    expect(line.lines).toEqual(whole.lines.filter((cell) => cell['row'] === row));
  });

  it.each([
    ['attempts', 'row=1&format=csv', 400, 'row'],
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
