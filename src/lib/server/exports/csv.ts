import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import { csvLines } from '../encode/csv.ts';
import type { About } from './about.ts';
import type { TablePage } from './pages.ts';

async function* textOf(about: About, pages: AsyncIterable<TablePage>): AsyncGenerator<string> {
  let [rows, isFirst] = [0, true];
  for await (const { table } of pages) {
    yield csvLines(table, isFirst);
    isFirst = false;
    rows += table.rows.length;
  }
  if (String(rows) !== about.rows) throw new Error(`an export of ${about.rows} rows ended after ${rows}`);
}

/** A zip with the rows as CSV and what is to be known of them as JSON; it is made while it is read. */
export function toZip(name: string, about: About, pages: AsyncIterable<TablePage>): ReadableStream {
  const zip = new ZipFile();
  zip.on('error', (error: Error) => (zip.outputStream as Readable).destroy(error));
  zip.addBuffer(Buffer.from(`${JSON.stringify(about, null, 2)}\n`), 'about.json');
  const text = Readable.from(textOf(about, pages));
  zip.addReadStream(text, `${name}.csv`);
  zip.end();
  const output = zip.outputStream as Readable;
  output.once('close', () => text.destroy());
  return Readable.toWeb(output) as ReadableStream;
}
