import { utils, write, type WorkSheet } from '@e965/xlsx';
import { buffer } from 'node:stream/consumers';
import { ZipFile, type Options } from 'yazl';

/** So many attempts, each with what is required. */
export function attemptsOf(count: number): Record<string, string>[] {
  return Array.from({ length: count }, (_, n) => ({
    attempt_id: `a${n}`,
    attempted_at: '2026-03-02 12:00:00',
    status: 'succeeded',
    campus_id: 'north',
    channel: 'alipay',
  }));
}

/** A zip of members by their names. */
export async function zipOf(
  members: Record<string, string | Uint8Array>,
  options: Partial<Options> = {},
): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, content] of Object.entries(members)) zip.addBuffer(Buffer.from(content), name, options);
  zip.end();
  return buffer(zip.outputStream);
}

/** A spreadsheet (XLSX) of sheets by their names. */
export function sheetFile(sheets: Record<string, WorkSheet>): Buffer {
  const book = utils.book_new();
  for (const [name, sheet] of Object.entries(sheets)) utils.book_append_sheet(book, sheet, name);
  return write(book, { type: 'buffer', bookType: 'xlsx', compression: true }) as Buffer;
}
