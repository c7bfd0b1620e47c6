import { parse } from 'csv-parse/sync';
import { fileLiteral, identifier, literal } from '../database.ts';
import { EXIT, printable, Refusal } from '../errors.ts';
import { beginning, unpacked } from './bytes.ts';
import { checkNames, LIMITS } from './limits.ts';
import type { Prepared } from './prepare.ts';
import { records } from './records.ts';
import type { Source } from './source.ts';

const DELIMITERS = [',', '\t', ';', '|'];

/** How a CSV file is written, where it is not RFC 4180. */
export interface CsvDialect {
  delimiter?: string;
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

function columnNames(names: string[]): string[] {
  checkNames(names);
  return uniqueNames(names.map((name, index) => (name === '' ? `column_${index + 1}` : name)));
}

async function readHeader({ name, path, gzip, headerAfter, names }: Prepared, dialect: CsvDialect) {
  if (names !== undefined) return { delimiter: ',', names };
  const start = await beginning(path, gzip, LIMITS.headerBytes);
  const lines = new TextDecoder().decode(start).split(/\r\n?|\n/);
  const header = lines[headerAfter] ?? '';
  if (header.trim() === '') {
    throw new Refusal(
      `${name}: no header row was found: the first line must name the columns`,
      EXIT.unusable,
    );
  }
  if (lines.length === headerAfter + 1 && start.length === LIMITS.headerBytes) {
    throw new Refusal(`${name}: the header row is longer than ${LIMITS.headerBytes} bytes`, EXIT.unusable);
  }
  const delimiter = dialect.delimiter ?? likelyDelimiter(header);
  try {
    const [found = []] = parse(header, { delimiter, trim: true, relax_quotes: true }) as string[][];
    return { delimiter, names: columnNames(found) };
  } catch (cause) {
    if (cause instanceof Refusal) throw cause;
    const said = printable((cause as Error).message);
    throw new Refusal(`${name}: the header row cannot be read: ${said}`, EXIT.unusable, cause);
  }
}

/**
 * A CSV file (RFC 4180, header row) in UTF-8, plain or gzip. Records that do not split into the header's columns are
 * listed by DuckDB in `dialect.rejectsTable`. A condition that always holds has every column read: where DuckDB leaves
 * one out, bytes in it that are not UTF-8 pass, and in a later one they are an internal error that ends the database.
 * @throws Refusal (unusable) when there is no header
 */
export async function csvSource(file: Prepared, dialect: CsvDialect): Promise<Source> {
  const { delimiter, names } = await readHeader(file, dialect);
  const { path, gzip, headerAfter } = file;
  const hasHeader = file.names === undefined;
  const positions = names.map((_, index) => `c${index}`);
  const options = [
    fileLiteral(path),
    `columns = {${positions.map((position) => `${position}: 'VARCHAR'`).join(', ')}}`,
    `auto_detect = false, header = ${hasHeader}, skip = ${headerAfter}, strict_mode = ${dialect.lenient !== true}`,
    `delim = ${literal(delimiter)}, quote = '"', escape = '"'`,
    `compression = '${gzip ? 'gzip' : 'none'}'`,
    `store_rejects = true, rejects_table = '${dialect.rejectsTable}', rejects_scan = '${dialect.rejectsTable}_scan'`,
  ];
  const selected = names.map((name, index) => `c${index} AS ${identifier(name)}`);
  const readAll = `coalesce(${positions.join(', ')}, '') IS NOT NULL`;
  return {
    format: 'csv',
    columns: names,
    encoding: file.encoding ?? undefined,
    delimiter,
    relation: `(SELECT ${selected.join(', ')} FROM read_csv(${options.join(', ')}) WHERE ${readAll})`,
    rejectsTable: dialect.rejectsTable,
    extra(known) {
      const others = names.filter((name) => !known.has(name));
      if (others.length === 0) return 'NULL';
      const pairs = others.map((name) => `${literal(name)}, ${identifier(name)}`);
      return `nullif(json_merge_patch('{}', json_object(${pairs.join(', ')})), '{}')`;
    },
    async *records() {
      let header = hasHeader ? headerAfter + 1 : 0;
      for await (const record of records(unpacked(path, gzip), delimiter)) {
        if (header > 0 && record.line <= header) continue;
        header = 0;
        yield record;
      }
    },
  };
}
