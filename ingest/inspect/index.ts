import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openMemory, rows, type Database } from '../database.ts';
import { EXIT, Refusal } from '../errors.ts';
import { checkMapping, readMapping, shippedMappings, type Mapping } from '../mapping.ts';
import { beginning, isGzip } from '../sources/bytes.ts';
import { decode } from '../sources/decode.ts';
import type { Encoding } from '../sources/encoding.ts';
import { findFiles, formatOf } from '../sources/files.ts';
import { LIMITS } from '../sources/limits.ts';
import { parquetColumnsSql, parquetSource } from '../sources/parquet.ts';
import { eachPiece, scratchOf } from '../sources/pieces.ts';
import { encodingOf, kindOf, type Input } from '../sources/prepare.ts';
import type { SourceFormat } from '../sources/source.ts';
import { spreadsheet } from '../sources/xlsx.ts';
import { TABLES } from '../tables.ts';
import { LOOKS_LIKE_WHO, TELLS_WHO } from './names.ts';
import { mappingOf, propose } from './propose.ts';
import { cellsOf, sampleOf, sampleOfObjects, type Sample } from './sample.ts';

/** What a file seems to be, and how it could be read. */
export interface Inspection {
  file: string;
  format: SourceFormat | 'xlsx';
  encoding: Encoding | null;
  encoding_reason: string | null;
  delimiter: string | null;
  /** Line of the header, from 1; null where there is none. */
  header_line: number | null;
  columns: { name: string; samples: string[]; masked: boolean; maps_to: string | null }[];
  /** Proposed; null where a required column was not found. */
  mapping: Mapping | null;
  /** The mapping that comes with the program, if it is one. */
  mapping_name: string | null;
  reasons: { about: string; reason: string }[];
  missing: string[];
}

interface Opened extends Sample {
  format: Inspection['format'];
  encoding: Encoding | null;
  reason: string | null;
  text: string;
}

const SAMPLES = 3;
const ZM_LINE = /^[A-Z0-9]{3} .{603}$/;

async function openParquet({ path }: Input): Promise<Sample> {
  const database: Database = await openMemory();
  try {
    const found = await rows<{ column_name: string }>(database, parquetColumnsSql(path));
    const names = found.map((it) => it.column_name);
    const values = await rows(database, `SELECT * FROM ${parquetSource(path, names).relation} LIMIT 200`);
    return {
      headerLine: null,
      names,
      rows: values.map((row) => names.map((name) => String(row[name] ?? ''))),
    };
  } finally {
    database.close();
  }
}

async function open(input: Input): Promise<Opened> {
  const kind = await kindOf(input.path);
  const none = { encoding: null, reason: null, text: '' };
  if (kind === 'parquet') return { ...none, format: 'parquet', ...(await openParquet(input)) };
  if (kind === 'old')
    throw new Refusal(
      `${input.name}: a spreadsheet of the old kind (xls): save it as xlsx or CSV`,
      EXIT.unusable,
    );
  if (kind === 'zip') {
    const text = (await spreadsheet(input, undefined)).next().value?.toString() ?? '';
    return { ...none, format: 'xlsx', text, ...sampleOf(text), delimiter: undefined };
  }
  const gzip = await isGzip(input.path);
  const { encoding, reason } = await encodingOf(input.path, gzip);
  if (encoding === null) {
    throw new Refusal(
      `${input.name}: the text is neither UTF-8, UTF-16 nor GB18030 (${reason}): convert it`,
      EXIT.unusable,
    );
  }
  const bytes = await beginning(input.path, gzip, LIMITS.headerBytes);
  const text = decode(bytes, encoding).replace(/^\ufeff/, '');
  const format = formatOf(input.name, Buffer.from(text.slice(0, 64)));
  const sample = format === 'ndjson' ? sampleOfObjects(text) : sampleOf(text);
  const isZm = text
    .split('\n', 1)
    .every((line) => ZM_LINE.test(Buffer.from(line.trimEnd().padEnd(607)).toString('latin1')));
  return { encoding, reason, text, format, ...(isZm ? { headerLine: null, names: [], rows: [] } : sample) };
}

/** The mapping that comes with the program whose header stands in the text, or whose lines these are. */
function shippedFor({
  text,
  format,
}: Opened): { name: string; mapping: Mapping; line: number | null } | undefined {
  if (format !== 'csv' && format !== 'xlsx') return undefined;
  const lines = text
    .split(/\r\n?|\n/)
    .slice(0, 100)
    .map((line) => new Set(cellsOf(line, ',')));
  for (const name of shippedMappings()) {
    const mapping = readMapping(name, TABLES.attempts);
    const names = mapping.preamble_until;
    const at = names ? lines.findIndex((cells) => names.every((it) => cells.has(it))) : -1;
    if (at >= 0) return { name, mapping, line: at + 1 };
    if (mapping.fixed_width && ZM_LINE.test(text.split('\n')[0]?.padEnd(607) ?? ''))
      return { name, mapping, line: null };
  }
  return undefined;
}

function masked(value: string): string {
  return `${value.slice(0, 1)}***`;
}

function columnsOf({ names, rows: values }: Sample, mapping: Mapping | null): Inspection['columns'] {
  return names.map((name, index) => {
    const samples = [...new Set(values.map((row) => row[index] ?? '').filter((it) => it !== ''))].slice(
      0,
      SAMPLES,
    );
    const hides = TELLS_WHO.test(name) || samples.some((it) => LOOKS_LIKE_WHO.test(it));
    const target = Object.entries(mapping?.columns ?? {}).find(([, rule]) =>
      [rule.from ?? []].flat().includes(name),
    );
    return {
      name,
      samples: hides ? samples.map(masked) : samples.map((it) => it.slice(0, 60)),
      masked: hides,
      maps_to: target?.[0] ?? null,
    };
  });
}

async function inspectPiece(input: Input): Promise<Inspection> {
  const opened = await open(input);
  const shipped = shippedFor(opened);
  const headerLine = shipped ? shipped.line : opened.headerLine;
  const proposed = propose(opened);
  const encoding =
    opened.encoding === null || opened.encoding === 'utf-8' ? {} : { encoding: opened.encoding };
  const head = {
    ...(opened.format !== 'xlsx' && { format: opened.format }),
    ...encoding,
    ...(opened.delimiter !== undefined && { delimiter: opened.delimiter }),
    ...(opened.headerLine !== null &&
      opened.headerLine > 1 && { preamble_until: opened.names.filter(Boolean).slice(0, 3) }),
  };
  const draft = shipped?.mapping ?? mappingOf(proposed, head);
  const mapping = draft && checkMapping(draft, input.name, TABLES.attempts);
  return {
    file: input.name,
    format: opened.format,
    encoding: opened.encoding,
    encoding_reason: opened.reason,
    delimiter: opened.delimiter ?? null,
    header_line: headerLine,
    columns: columnsOf(opened, mapping),
    mapping,
    mapping_name: shipped?.name ?? null,
    reasons: shipped
      ? [{ about: 'mapping', reason: `its columns are those that ${shipped.name} reads` }]
      : proposed.proposals.map(({ column, reason }) => ({ about: column, reason })),
    missing: shipped ? [] : proposed.missing,
  };
}

/**
 * Says what a file is and proposes how to read it, without a database. Of a zip, each member is told of.
 * @throws Refusal (unusable) for what cannot be read at all
 */
export async function inspect(path: string): Promise<Inspection[]> {
  const folder = await mkdtemp(join(tmpdir(), 'payweather-'));
  const found: Inspection[] = [];
  try {
    for (const file of await findFiles([path])) {
      await eachPiece(file, scratchOf(join(folder, 'inspect')), undefined, async (input) => {
        found.push(await inspectPiece(input));
      });
    }
    return found;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
