import { utils, write } from '@e965/xlsx';
import type { About } from './about.ts';
import type { TablePage } from './pages.ts';

/** A workbook: the rows on the first sheet, what is to be known of them on the second. Texts are texts, never formulas. */
export async function toXlsx(
  name: string,
  about: About,
  pages: AsyncIterable<TablePage>,
): Promise<Uint8Array> {
  const lines: (string | number | null)[][] = [];
  let header: string[] = [];
  for await (const { table } of pages) {
    header = table.columns.map((column) => column.name);
    for (const row of table.rows) lines.push(header.map((column) => row[column] ?? null));
  }
  const book = utils.book_new();
  utils.book_append_sheet(book, utils.aoa_to_sheet([header, ...lines]), name);
  utils.book_append_sheet(book, utils.aoa_to_sheet(Object.entries(about)), 'about');
  return new Uint8Array(write(book, { type: 'array', bookType: 'xlsx', compression: true }) as ArrayBuffer);
}
