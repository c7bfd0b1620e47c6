import { openMemory, rows } from '../database.ts';
import { EXIT, Refusal } from '../errors.ts';
import { unreadable } from '../load/readable.ts';
import { beginning, gzipFault, isGzip } from '../sources/bytes.ts';
import { decode } from '../sources/decode.ts';
import type { Encoding } from '../sources/encoding.ts';
import { formatOf } from '../sources/files.ts';
import { checkNames, LIMITS } from '../sources/limits.ts';
import { parquetColumnsSql, parquetSource } from '../sources/parquet.ts';
import { encodingOf, kindOf, OLD_SPREADSHEET, type Input } from '../sources/prepare.ts';
import type { SourceFormat } from '../sources/source.ts';
import { spreadsheet } from '../sources/xlsx.ts';
import { endOf, footersOf, type Footer } from './footers.ts';
import { sampleOf, sampleOfObjects, type Sample } from './sample.ts';

/** The beginning of a file, as text where it is one, and as a table. */
export interface Opened extends Sample {
  format: SourceFormat | 'xlsx';
  encoding: Encoding | null;
  reason: string | null;
  text: string;
  /** Names of the sheets of a spreadsheet. */
  sheets?: string[];
}

/** Rows of a Parquet file that are looked at. */
const MOST_ROWS = 200;

/** Footers of both, each once. */
function united(some: Footer[], others: Footer[]): Footer[] {
  return [
    ...some,
    ...others.filter((it) => !some.some(({ starts_with: start }) => start === it.starts_with)),
  ];
}

async function openParquet({ name, path }: Input): Promise<Sample> {
  const database = await openMemory();
  try {
    const found = await rows<{ column_name: string }>(database, parquetColumnsSql(path));
    const names = found.map((it) => it.column_name);
    const values = await rows(
      database,
      `SELECT * FROM ${parquetSource(path, names).relation} LIMIT ${MOST_ROWS + 1}`,
    );
    return {
      headerLine: null,
      names,
      rows: values.slice(0, MOST_ROWS).map((row) => names.map((column) => String(row[column] ?? ''))),
      footers: [],
      isPart: values.length > MOST_ROWS,
    };
  } catch (cause) {
    throw unreadable(name, path, cause);
  } finally {
    database.close();
  }
}

/**
 * Opens a file for a look at its beginning.
 * @throws Refusal (unusable) for what cannot be read at all
 */
export async function openSample(input: Input): Promise<Opened> {
  const opened = await openAny(input).catch((cause: unknown) => {
    throw gzipFault(input.name, cause);
  });
  try {
    checkNames(opened.names);
    return opened;
  } catch (cause) {
    throw unreadable(input.name, input.path, cause);
  }
}

async function openAny(input: Input): Promise<Opened> {
  const kind = await kindOf(input.path);
  const none = { encoding: null, reason: null, text: '' };
  if (kind === 'parquet') return { ...none, format: 'parquet', ...(await openParquet(input)) };
  if (kind === 'old') throw new Refusal(`${input.name}: ${OLD_SPREADSHEET}`, EXIT.unusable);
  if (kind === 'zip') {
    const { sheets, blocks } = await spreadsheet(input, undefined, { skipRows: 0, names: [] });
    const text = (blocks.next() as IteratorYieldResult<Buffer>).value.toString();
    return { ...none, format: 'xlsx', text, sheets, ...sampleOf(text), delimiter: undefined };
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
  const end = gzip || format === 'ndjson' ? '' : decode(await endOf(input.path, bytes.length), encoding);
  return {
    ...{ encoding, reason, text, format },
    ...sample,
    footers: united(sample.footers, footersOf(end.split(/\r\n?|\n/))),
    isPart: sample.isPart || bytes.length >= LIMITS.headerBytes,
  };
}
