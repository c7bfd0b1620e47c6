import { rows, type Database } from '../database.ts';
import { EXIT, printable, Refusal } from '../errors.ts';
import { sourceColumns, sourcesOf, type Mapping } from '../mapping.ts';
import { csvSource } from '../sources/csv.ts';
import { ndjsonSource } from '../sources/ndjson.ts';
import { parquetColumnsSql, parquetSource } from '../sources/parquet.ts';
import type { Prepared } from '../sources/prepare.ts';
import type { Source } from '../sources/source.ts';
import { withSheets } from '../sources/xlsx.ts';
import type { Table } from '../tables.ts';

/** How much of a column's name an error shows. */
const SHOWN = 40;

/**
 * Opens a file that was prepared.
 * @throws Refusal (unusable) when it has no header or lacks a required column
 */
export async function openSource(
  database: Database,
  file: Prepared,
  { mapping, table }: { mapping: Mapping; table: Table },
  lenient: boolean,
): Promise<Source> {
  const rejectsTable = 'unsplit_rows';
  await database.connection.run(
    `DROP TABLE IF EXISTS ${rejectsTable}; DROP TABLE IF EXISTS ${rejectsTable}_scan`,
  );
  try {
    const source = await sourceOf(database, file, mapping, lenient, rejectsTable);
    requireColumns(file.name, source, mapping, table);
    return source;
  } catch (cause) {
    throw withSheets(cause, file.sheets);
  }
}

/** What reads a file of its format. */
async function sourceOf(
  database: Database,
  file: Prepared,
  mapping: Mapping,
  lenient: boolean,
  rejectsTable: string,
): Promise<Source> {
  if (file.format === 'ndjson') return ndjsonSource(file, sourceColumns(mapping), rejectsTable);
  if (file.format === 'csv') {
    const isLoose = lenient || mapping.loose_quotes === true;
    return csvSource(file, { delimiter: mapping.delimiter, lenient: isLoose, rejectsTable });
  }
  const found = await rows<{ column_name: string }>(database, parquetColumnsSql(file.path));
  return parquetSource(
    file.path,
    found.map((it) => it.column_name),
  );
}

/** Refuses a file whose header lacks a column that its rows cannot do without. */
function requireColumns(file: string, source: Source, mapping: Mapping, table: Table): void {
  if (source.columns === null) return;
  const found = source.columns;
  for (const { name, required } of table.columns) {
    const rule = mapping.columns[name];
    if (rule === undefined || rule.optional === true || (rule.from === name && !required)) continue;
    const wanted = sourcesOf(rule);
    const absent = wanted.find((column) => !found.includes(column));
    const isEnough = Array.isArray(rule.from) && wanted.some((column) => found.includes(column));
    if (absent === undefined || isEnough) continue;
    const shown = found.slice(0, 30).map((column) => printable(column.slice(0, SHOWN)));
    throw new Refusal(
      `${file}: there is no column ${absent} (found: ${shown.join(', ')}): ` +
        `rename it in the header, or say with --mapping FILE which column holds ${name}`,
      EXIT.unusable,
    );
  }
}
