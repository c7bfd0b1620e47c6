import { utils, write, type WorkSheet } from '@e965/xlsx';
import { buffer } from 'node:stream/consumers';
import { ZipFile, type Options } from 'yazl';

/** A time that all members have, so that the same members give the same bytes. */
const MADE = new Date('2026-01-01T00:00:00Z');

/** A zip of members by their names. */
export async function zipOf(
  members: Record<string, string | Uint8Array>,
  options: Partial<Options> = {},
): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, content] of Object.entries(members))
    zip.addBuffer(Buffer.from(content), name, { mtime: MADE, ...options });
  zip.end();
  return buffer(zip.outputStream);
}

/** A spreadsheet (XLSX) of sheets by their names. */
export function sheetFile(sheets: Record<string, WorkSheet>): Buffer {
  const book = utils.book_new();
  for (const [name, sheet] of Object.entries(sheets)) utils.book_append_sheet(book, sheet, name);
  return write(book, { type: 'buffer', bookType: 'xlsx', compression: true }) as Buffer;
}
