import { isUtf8 } from 'node:buffer';
import { parse } from 'csv-parse/sync';
import { fileLiteral, identifier, literal } from '../database.ts';
import { EXIT, Refusal } from '../errors.ts';
import { beginning, unpacked } from './bytes.ts';
import { records } from './records.ts';
import type { Source } from './source.ts';

/** A header longer than this is not a header. */
const HEADER_BYTES = 1 << 20;
const DELIMITERS = [',', '\t', ';', '|'];

/** How a CSV file is written, where it is not RFC 4180. */
export interface CsvDialect {
  delimiter?: string;
  skipRows?: number;
  /** Reads on where lines end in different ways. */
  lenient?: boolean;
  rejectsTable: string;
}

function likelyDelimiter(header: string): string {
  const counts = DELIMITERS.map((it) => header.split(it).length);
  return DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ',';
}

function uniqueNames(names: string[]): string[] {
  const seen = new Map<string, number>();
  return names.map((name) => {
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return times === 1 ? name : `${name}_${times}`;
  });
}

/** A few damaged lines are rejected one by one; where most that go beyond ASCII are wrong, the text is in another encoding. */
function isMostlyUtf8(bytes: Buffer): boolean {
  const lines = bytes.toString('latin1').split('\n');
  if (lines.length > 1) lines.pop();
  const beyond = lines.filter((line) => /[\x80-\xff]/.test(line)).map((line) => Buffer.from(line, 'latin1'));
  const wrong = beyond.filter((line) => !isUtf8(line)).length;
  return (
    isUtf8(Buffer.from(lines[0] ?? '', 'latin1')) &&
    (wrong <= beyond.length / 2 || wrong <= lines.length / 50)
  );
}

async function readHeader(file: string, gzip: boolean, dialect: CsvDialect) {
  const start = await beginning(file, gzip, HEADER_BYTES);
  if (!isMostlyUtf8(start)) {
    throw new Refusal(`${file}: the text is not UTF-8: convert it to UTF-8, then try again`, EXIT.unusable);
  }
  const text = new TextDecoder().decode(start);
  const header = text.split(/\r\n?|\n/)[dialect.skipRows ?? 0] ?? '';
  if (header.trim() === '') {
    throw new Refusal(
      `${file}: no header row was found: the first line must name the columns`,
      EXIT.unusable,
    );
  }
  const delimiter = dialect.delimiter ?? likelyDelimiter(header);
  try {
    const [names = []] = parse(header, { delimiter, trim: true, relax_quotes: true }) as string[][];
    return { delimiter, names: uniqueNames(names) };
  } catch (cause) {
    throw new Refusal(
      `${file}: the header row cannot be read: ${(cause as Error).message}`,
      EXIT.unusable,
      cause,
    );
  }
}

/**
 * A CSV file (RFC 4180, header row), plain or gzip. Records that do not split into the header's columns are listed by
 * DuckDB in `dialect.rejectsTable`.
 * @throws Refusal (unusable) when there is no header or the text is not UTF-8
 */
export async function csvSource(file: string, gzip: boolean, dialect: CsvDialect): Promise<Source> {
  const { delimiter, names } = await readHeader(file, gzip, dialect);
  const skip = dialect.skipRows ?? 0;
  const positions = names.map((_, index) => `c${index}`);
  const options = [
    fileLiteral(file),
    `columns = {${positions.map((position) => `${position}: 'VARCHAR'`).join(', ')}}`,
    `auto_detect = false, header = true, skip = ${skip}, strict_mode = ${dialect.lenient !== true}`,
    `delim = ${literal(delimiter)}, quote = '"', escape = '"'`,
    `compression = '${gzip ? 'gzip' : 'none'}'`,
    `store_rejects = true, rejects_table = '${dialect.rejectsTable}', rejects_scan = '${dialect.rejectsTable}_scan'`,
  ];
  const selected = names.map((name, index) => `c${index} AS ${identifier(name)}`);
  return {
    format: 'csv',
    columns: names,
    delimiter,
    relation: `(SELECT ${selected.join(', ')} FROM read_csv(${options.join(', ')}))`,
    rejectsTable: dialect.rejectsTable,
    extra(known) {
      const others = names.filter((name) => !known.has(name));
      if (others.length === 0) return 'NULL';
      const pairs = others.map((name) => `${literal(name)}, ${identifier(name)}`);
      return `nullif(json_merge_patch('{}', json_object(${pairs.join(', ')})), '{}')`;
    },
    async *records() {
      let header = skip + 1;
      for await (const record of records(unpacked(file, gzip), delimiter)) {
        if (header > 0 && record.line <= header) continue;
        header = 0;
        yield record;
      }
    },
  };
}
