import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkMapping, readMapping, shippedMappings, type Mapping } from '../mapping.ts';
import type { Encoding } from '../sources/encoding.ts';
import { findFiles } from '../sources/files.ts';
import { eachPiece, scratchOf, type Scratch } from '../sources/pieces.ts';
import type { Input } from '../sources/prepare.ts';
import type { SourceFormat } from '../sources/source.ts';
import { TABLES, type Table, type TableName } from '../tables.ts';
import type { Because } from './because.ts';
import type { Footer } from './footers.ts';
import { LOOKS_LIKE_WHO, TELLS_WHO } from './names.ts';
import { openSample, type Opened } from './open.ts';
import { mappingOf, propose } from './propose.ts';
import { preview, type Preview } from './preview.ts';
import { cellsOf, type Sample } from './sample.ts';

/** What a file seems to be, and how it could be read. */
export interface Inspection {
  file: string;
  format: SourceFormat | 'xlsx';
  encoding: Encoding | null;
  encoding_reason: string | null;
  delimiter: string | null;
  /** Names of the sheets of a spreadsheet, of which the first is read; null for other files. */
  sheets: string[] | null;
  /** Line of the header, from 1; null where there is none. */
  header_line: number | null;
  columns: { name: string; samples: string[]; masked: boolean; maps_to: string | null }[];
  /** Proposed; null where a required column was not found. */
  mapping: Mapping | null;
  /** What was recognised, complete or not. */
  draft: Mapping;
  /** The mapping that comes with the program, if it is one. */
  mapping_name: string | null;
  reasons: { about: string; because: Because[] }[];
  missing: string[];
  /** How many first rows all this was told from; null where these are all. */
  told_from: number | null;
  /** Its first rows as they would be read; null where that was not asked, or nothing says how. */
  preview: Preview | null;
}

/** What to look at a file for. */
export interface Look {
  table?: TableName;
  /** To read the first rows by, in the place of what is proposed. */
  mapping?: string;
  timezone?: string;
  /** How many first rows to show as they would be read. */
  rows?: number;
}

const SAMPLES = 3;
/** Members of a zip whose first rows are shown: each costs a load into memory. */
const MOST_PREVIEWED = 12;
/** How a line of UnionPay's fixed-width file begins: code, two institutions, trace number, time. */
const ZM_LINE = /^[A-Z0-9]{3} [\d ]{11} [\d ]{11} \d{6} \d{10} /;

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
    if (mapping.fixed_width && ZM_LINE.test(text)) return { name, mapping, line: null };
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
    const hides = names.length === 1 || TELLS_WHO.test(name) || samples.some((it) => LOOKS_LIKE_WHO.test(it));
    const target = Object.entries(mapping?.columns ?? {}).find(([, rule]) =>
      [rule.from ?? []].flat().includes(name),
    );
    return {
      name: name.slice(0, 60),
      samples: hides ? samples.map(masked) : samples.map((it) => it.slice(0, 60)),
      masked: hides,
      maps_to: target?.[0] ?? null,
    };
  });
}

/** Rules for the columns that are called as the table calls them; null where a required one is missing. */
function ownNames(table: Table, names: string[], headerLine: number | null): Mapping | null {
  const found = table.columns.filter(({ name }) => names.includes(name));
  if ((headerLine ?? 1) > 1 || table.columns.some((it) => it.required && !found.includes(it))) return null;
  return { columns: Object.fromEntries(found.map(({ name }) => [name, { from: name }])) };
}

const footer = ({ starts_with: start, count }: Footer): Because => ({ code: 'footer', start, count });
const skipRule = ({ starts_with: start }: Footer) => ({ starts_with: start });

async function inspectPiece(input: Input, scratch: Scratch, look: Look): Promise<Inspection> {
  const table: Table = TABLES[look.table ?? 'attempts'];
  const isLog = table.name === 'attempts';
  const opened = await openSample(input);
  const shipped = isLog ? shippedFor(opened) : undefined;
  const fixed = shipped?.mapping.fixed_width?.map(({ name }) => name);
  const sample = fixed ? { ...opened, headerLine: null, names: fixed, rows: [] } : opened;
  const headerLine = shipped ? shipped.line : opened.headerLine;
  const skip = { ...(opened.footers.length > 0 && { skip_where: opened.footers.map(skipRule) }) };
  const own = ownNames(table, opened.names, headerLine);
  const canonical = own && { ...skip, ...own };
  const proposed = isLog ? propose(opened) : { proposals: [], missing: missingOf(table, opened.names) };
  const encoding =
    opened.encoding === null || opened.encoding === 'utf-8' ? {} : { encoding: opened.encoding };
  const head = {
    ...(opened.format !== 'xlsx' && { format: opened.format }),
    ...encoding,
    ...(opened.delimiter !== undefined && { delimiter: opened.delimiter }),
    ...skip,
    ...(opened.headerLine !== null &&
      opened.headerLine > 1 && { preamble_until: opened.names.filter(Boolean).slice(0, 3) }),
  };
  const draft = shipped?.mapping ?? (isLog ? mappingOf(proposed, head) : canonical);
  const mapping = draft && checkMapping(draft, input.name, table);
  const given = look.mapping === undefined ? undefined : readMapping(look.mapping, table);
  const reading = given ?? canonical ?? mapping;
  return {
    file: input.name,
    format: opened.format,
    encoding: opened.encoding,
    encoding_reason: opened.reason,
    delimiter: opened.delimiter ?? null,
    sheets: opened.sheets ?? null,
    header_line: headerLine,
    columns: columnsOf(sample, given ?? mapping),
    mapping,
    draft: (shipped ? draft : canonical && { ...head, ...canonical }) ??
      draft ??
      mappingOf({ ...proposed, missing: [] }, head) ?? { columns: {} },
    mapping_name: shipped?.name ?? null,
    reasons: shipped
      ? [{ about: 'mapping', because: [{ code: 'shipped', name: shipped.name }] }]
      : [
          ...proposed.proposals.map(({ column, because }) => ({ about: column, because })),
          ...(opened.footers.length > 0
            ? [{ about: 'skip_where', because: opened.footers.map(footer) }]
            : []),
        ],
    told_from: opened.isPart ? sample.rows.length : null,
    missing: shipped ? [] : proposed.missing,
    preview:
      look.rows === undefined || reading === null
        ? null
        : await preview(input, opened, scratch, { ...look, rows: look.rows, table, mapping: reading }),
  };
}

function missingOf(table: Table, names: string[]): string[] {
  return table.columns.filter((it) => it.required && !names.includes(it.name)).map(({ name }) => name);
}

/**
 * Says what a file is and proposes how to read it, without the database. Of a zip, each member is told of.
 * @throws Refusal (unusable) for what cannot be read at all
 */
export async function inspect(path: string, look: Look = {}): Promise<Inspection[]> {
  const folder = await mkdtemp(join(tmpdir(), 'payweather-'));
  const scratch = scratchOf(join(folder, 'inspect'));
  const found: Inspection[] = [];
  try {
    for (const file of await findFiles([path])) {
      await eachPiece(file, scratch, undefined, async (input) => {
        const rows = found.length < MOST_PREVIEWED ? look.rows : undefined;
        found.push(await inspectPiece(input, scratch, { ...look, rows }));
      });
    }
    return found;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
