import { readFile, stat } from 'node:fs/promises';
import { read, SSF, type CellObject, type WorkBook, type WorkSheet } from '@e965/xlsx';
import { EXIT, Refusal } from '../errors.ts';
import { LIMITS } from './limits.ts';
import { csvRecord } from './rules.ts';
import { withZip, type Member } from './zip.ts';

/** Whether an archive is a spreadsheet. */
export function isSpreadsheet(members: readonly Member[]): boolean {
  return ['[Content_Types].xml', 'xl/workbook.xml'].every((name) => members.some((it) => it.name === name));
}

/** Why a spreadsheet of another kind is refused. */
export const OPEN_DOCUMENT = 'a spreadsheet of OpenDocument (ods): save it as xlsx or CSV';

/** Whether an archive is an OpenDocument. */
export function isOpenDocument(members: readonly Member[]): boolean {
  return ['mimetype', 'content.xml'].every((name) => members.some((it) => it.name === name));
}

/** A refusal of what a spreadsheet holds, with the sheets that it has beside the one that was read. */
export function withSheets(cause: unknown, sheets: readonly string[] = []): unknown {
  if (!(cause instanceof Refusal) || sheets.length < 2) return cause;
  const names = sheets.slice(0, 20).join(', ');
  return new Refusal(
    `${cause.message} (sheets: ${names}: the first is read unless "sheet" in a mapping names another)`,
    cause.exitCode,
    cause,
  );
}

const two = (value: number) => String(value).padStart(2, '0');

/** A date of a spreadsheet, which counts days, as text without a zone. */
function dateText(days: number, date1904: boolean): string {
  const { y, m, d, H, M, S } = SSF.parse_date_code(days, { date1904 }) as Record<
    'y' | 'm' | 'd' | 'H' | 'M' | 'S',
    number
  >;
  return `${String(y).padStart(4, '0')}-${two(m)}-${two(d)} ${two(H)}:${two(M)}:${two(Math.floor(S))}`;
}

/** A number with all its digits, never in powers of ten. */
function numberText(value: number): string {
  return Math.abs(value) >= 1e21
    ? BigInt(value).toString()
    : /e-/.test(String(value))
      ? value.toFixed(20).replace(/0+$/, '')
      : String(value);
}

/** What a cell holds, not how it is shown; of a formula, the value that was saved with it. */
function cellText(cell: CellObject | undefined, date1904: boolean): string {
  if (cell?.v === undefined || cell.v === null) return '';
  if (cell.t === 'n' && typeof cell.v === 'number') {
    return SSF.is_date(String(cell.z ?? 'General')) ? dateText(cell.v, date1904) : numberText(cell.v);
  }
  if (cell.t === 'e') return cell.w ?? '#ERROR';
  return String(cell.v);
}

/** Reads the packed parts once without keeping them, since the spreadsheet's reader believes any size. */
async function checkSize(input: { name: string; path: string }): Promise<void> {
  const refuse = (what: string) =>
    new Refusal(`${input.name}: the spreadsheet ${what}: save it as CSV`, EXIT.unusable);
  if ((await stat(input.path)).size > LIMITS.sheetPacked) throw refuse('is too large');
  await withZip(input, async (members, unpack) => {
    const size = members.reduce((sum, { entry }) => sum + entry.uncompressedSize, 0);
    if (size > LIMITS.sheetUnpacked) throw refuse('is too large');
    for (const member of members) await unpack(member);
  });
}

function sheetOf(book: WorkBook, name: string, wanted: string | undefined): WorkSheet {
  const found = book.Sheets[wanted ?? book.SheetNames[0] ?? ''];
  if (found !== undefined) return found;
  throw new Refusal(
    `${name}: there is no sheet ${wanted ?? ''} (found: ${book.SheetNames.slice(0, 20).join(', ')}): name one in the mapping`,
    EXIT.unusable,
  );
}

/** Which row of a sheet names its columns: the first behind so many that has all of these, or that is not blank. */
export interface HeaderRow {
  skipRows: number;
  names: readonly string[];
}

const isHeader = (cells: readonly string[], row: number, { skipRows, names }: HeaderRow) =>
  row >= skipRows &&
  cells.some((cell) => cell.trim() !== '') &&
  names.every((name) => cells.some((cell) => cell.trim() === name));

/**
 * The rows of a sheet as CSV, in blocks; a row keeps its number, an empty one is a blank line. A sheet does not keep the
 * empty cells at the end of a row: behind the header they are there again.
 */
function* csvBlocks(sheet: WorkSheet, date1904: boolean, name: string, header: HeaderRow): Generator<Buffer> {
  const rows = (sheet as { '!data'?: (CellObject | undefined)[][] })['!data'] ?? [];
  let block = '';
  let width = 0;
  for (let row = 0; row < rows.length; row += 1) {
    const cells = rows[row] ?? [];
    if (cells.length > LIMITS.columns) {
      throw new Refusal(
        `${name}: row ${row + 1} has ${cells.length} columns: at most ${LIMITS.columns} are read`,
        EXIT.unusable,
      );
    }
    const texts = Array.from(cells, (cell) => cellText(cell, date1904));
    const lacking = texts.length === 0 ? 0 : Math.max(0, width - texts.length);
    block += `${csvRecord([...texts, ...Array<string>(lacking).fill('')])}\n`;
    if (width === 0 && isHeader(texts, row, header)) width = texts.length;
    if (block.length > 1 << 20) yield Buffer.from(block);
    if (block.length > 1 << 20) block = '';
  }
  yield Buffer.from(block);
}

/**
 * A sheet of a spreadsheet (XLSX) as CSV, the one that is `wanted`, or the first; and the names of all sheets.
 * @throws Refusal (unusable) when it is too large, damaged, or has no such sheet
 */
export async function spreadsheet(
  input: { name: string; path: string },
  wanted: string | undefined,
  header: HeaderRow,
): Promise<{ sheets: string[]; blocks: Generator<Buffer> }> {
  await checkSize(input);
  try {
    const book = read(await readFile(input.path), {
      dense: true,
      cellNF: true,
      cellFormula: false,
      cellHTML: false,
      cellText: false,
      ...(wanted === undefined ? { sheets: 0 } : { sheets: wanted }),
    });
    const sheet = sheetOf(book, input.name, wanted);
    const blocks = csvBlocks(sheet, book.Workbook?.WBProps?.date1904 === true, input.name, header);
    return { sheets: book.SheetNames, blocks };
  } catch (cause) {
    if (cause instanceof Refusal) throw cause;
    throw new Refusal(
      `${input.name}: the spreadsheet is damaged: ${(cause as Error).message}`,
      EXIT.unusable,
      cause,
    );
  }
}
