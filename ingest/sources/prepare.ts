import { EXIT, Refusal } from '../errors.ts';
import type { Mapping } from '../mapping.ts';
import { beginning, checkGzip, checkLines, head, isGzip, spread, unpacked } from './bytes.ts';
import { fixedCells, markedCells } from './cells.ts';
import { decode } from './decode.ts';
import { detectEncoding, type Detected, type Encoding } from './encoding.ts';
import { formatOf } from './files.ts';
import { LIMITS } from './limits.ts';
import { rewrite } from './rewrite.ts';
import type { LeftOut, LineRules } from './rules.ts';
import type { SourceFormat } from './source.ts';
import { spreadsheet, withSheets } from './xlsx.ts';

/** A file to be read: what it is called in reports, and where its bytes lie. */
export interface Input {
  name: string;
  path: string;
}

/** A file that DuckDB can read: the input itself, or what was made of it. */
export interface Prepared extends Input, LeftOut {
  format: SourceFormat;
  gzip: boolean;
  /** Of the input; null for what is no text. */
  encoding: Encoding | null;
  /** Names of the columns of a text that has no header. */
  names?: string[];
  /** Names of the sheets of a spreadsheet. */
  sheets?: string[];
}

/** Files that are told by their first bytes. */
const KINDS: [kind: 'parquet' | 'zip' | 'old', bytes: Buffer][] = [
  ['parquet', Buffer.from('PAR1')],
  ['zip', Buffer.from('PK\x03\x04')],
  ['zip', Buffer.from('PK\x05\x06')],
  ['old', Buffer.from([0xd0, 0xcf, 0x11, 0xe0])],
];

/** Why a spreadsheet in BIFF is refused. */
export const OLD_SPREADSHEET = 'a spreadsheet of the old kind (xls): save it as xlsx or CSV';

type Kind = (typeof KINDS)[number][0];

/** What begins with these bytes; undefined for a text, packed or not. */
export function kindOfBytes(bytes: Buffer): Kind | undefined {
  return KINDS.find(([, mark]) => bytes.subarray(0, mark.length).equals(mark))?.[0];
}

/** What a file is by its first bytes; undefined for a text, packed or not. */
export async function kindOf(path: string): Promise<Kind | undefined> {
  return kindOfBytes(await head(path, 4));
}

/** The encoding of a file, told from its beginning and, where that is ASCII, from parts of the rest. */
export async function encodingOf(path: string, gzip: boolean): Promise<Detected> {
  const start = await beginning(path, gzip, LIMITS.headerBytes);
  const first = detectEncoding(start);
  if (gzip || first.encoding !== 'utf-8' || /[\x80-\xff]/.test(start.toString('latin1'))) return first;
  const rest = detectEncoding(await spread(path, start.length));
  return rest.encoding === 'utf-8' ? first : rest;
}

/** The rules of a mapping for lines; undefined where it has none. */
export function rulesOf(mapping: Mapping, encoding: string): LineRules | undefined {
  const { fixed_width: fixed, value_prefix: mark, preamble_until: names, skip_where: skip } = mapping;
  if (!fixed && !mark && !names && !skip) return undefined;
  const delimiter = mapping.delimiter ?? ',';
  return {
    skipRows: mapping.skip_rows ?? 0,
    headerNames: names ?? [],
    hasHeader: fixed === undefined,
    skip: skip ?? [],
    delimiter,
    ...(mapping.promises && { promises: new RegExp(mapping.promises, 'u') }),
    ...(mark && { cells: markedCells(mark, delimiter) }),
    ...(fixed && { cells: fixedCells(fixed, encoding) }),
  };
}

async function* batched(blocks: Iterable<Buffer>): AsyncGenerator<Buffer> {
  for (const block of blocks) yield await Promise.resolve(block);
}

async function prepareSpreadsheet(input: Input, mapping: Mapping, target: string): Promise<Prepared> {
  const header = { skipRows: mapping.skip_rows ?? 0, names: mapping.preamble_until ?? [] };
  const { sheets, blocks } = await spreadsheet(input, mapping.sheet, header);
  const rewriting = { encoding: 'utf-8' as const, rules: rulesOf(mapping, 'utf-8') };
  try {
    const left = await rewrite(batched(blocks), target, rewriting);
    return { ...input, ...left, path: target, format: 'csv', gzip: false, encoding: null, sheets };
  } catch (cause) {
    throw withSheets(cause, sheets);
  }
}

async function prepareText(input: Input, mapping: Mapping, target: string): Promise<Prepared> {
  const { name, path } = input;
  const gzip = await isGzip(path);
  await (gzip ? checkGzip(path, name) : checkLines(path));
  const { encoding, reason } =
    mapping.encoding === undefined
      ? await encodingOf(path, gzip)
      : { encoding: mapping.encoding, reason: '' };
  if (encoding === null) {
    throw new Refusal(
      `${name}: the text is neither UTF-8, UTF-16 nor GB18030 (${reason}): convert it, or name its encoding with --encoding`,
      EXIT.unusable,
    );
  }
  const start = decode(await beginning(path, gzip, 64), encoding);
  const format = mapping.format ?? formatOf(name, Buffer.from(start));
  const rules = format === 'csv' ? rulesOf(mapping, encoding) : undefined;
  if (encoding === 'utf-8' && rules === undefined) {
    return {
      name,
      path,
      format,
      gzip,
      encoding,
      headerAfter: mapping.skip_rows ?? 0,
      skipped: [],
      promised: null,
    };
  }
  const fixed = mapping.fixed_width;
  const left = await rewrite(unpacked(path, gzip), target, { encoding, rules, asBytes: fixed !== undefined });
  return {
    ...left,
    name,
    path: target,
    format,
    gzip: false,
    encoding,
    headerAfter: rules ? left.headerAfter : (mapping.skip_rows ?? 0),
    ...(fixed && { names: fixed.map((field) => field.name) }),
  };
}

/**
 * Makes a file one that DuckDB can read. UTF-8 without rules is read as it lies; anything else is rewritten to `target`.
 * @throws Refusal (unusable) that names the input
 */
export async function prepare(input: Input, mapping: Mapping, target: string): Promise<Prepared> {
  const kind = await kindOf(input.path);
  if (kind === 'parquet' || mapping.format === 'parquet') {
    return {
      ...input,
      format: 'parquet',
      gzip: false,
      encoding: null,
      headerAfter: 0,
      skipped: [],
      promised: null,
    };
  }
  if (kind === 'old') {
    throw new Refusal(`${input.name}: ${OLD_SPREADSHEET}`, EXIT.unusable);
  }
  try {
    return await (kind === 'zip' ? prepareSpreadsheet : prepareText)(input, mapping, target);
  } catch (cause) {
    if (!(cause instanceof Refusal) || cause.message.startsWith(input.name)) throw cause;
    throw new Refusal(`${input.name}: ${cause.message}`, cause.exitCode, cause);
  }
}
