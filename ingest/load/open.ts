import { rows, type Database } from '../database.ts';
import { EXIT, Refusal } from '../errors.ts';
import { sourceColumns, type Mapping } from '../mapping.ts';
import { beginning, isGzip } from '../sources/bytes.ts';
import { csvSource } from '../sources/csv.ts';
import { formatOf } from '../sources/files.ts';
import { ndjsonSource } from '../sources/ndjson.ts';
import { parquetColumnsSql, parquetSource } from '../sources/parquet.ts';
import type { Source } from '../sources/source.ts';
import type { Table } from '../tables.ts';

/**
 * Opens a file as what it is, by its first bytes, its name or the mapping.
 * @throws Refusal (unusable) when it has no header, is not UTF-8, or lacks a required column
 */
export async function openSource(
  database: Database,
  file: string,
  { mapping, table }: { mapping: Mapping; table: Table },
  lenient: boolean,
): Promise<Source> {
  const gzip = await isGzip(file);
  const format = mapping.format ?? (await formatOf(file, await beginning(file, gzip, 64)));
  const rejectsTable = 'unsplit_rows';
  await database.connection.run(
    `DROP TABLE IF EXISTS ${rejectsTable}; DROP TABLE IF EXISTS ${rejectsTable}_scan`,
  );
  const source =
    format === 'parquet'
      ? parquetSource(
          file,
          (await rows<{ column_name: string }>(database, parquetColumnsSql(file))).map(
            (it) => it.column_name,
          ),
        )
      : format === 'ndjson'
        ? ndjsonSource(file, gzip, sourceColumns(mapping), rejectsTable)
        : await csvSource(file, gzip, {
            delimiter: mapping.delimiter,
            skipRows: mapping.skip_rows,
            lenient,
            rejectsTable,
          });
  requireColumns(file, source, mapping, table);
  return source;
}

/** Refuses a file whose header lacks a column that its rows cannot do without. */
function requireColumns(file: string, source: Source, mapping: Mapping, table: Table): void {
  if (source.columns === null) return;
  const found = source.columns;
  for (const { name, required } of table.columns) {
    const rule = mapping.columns[name];
    if (rule === undefined || (rule.from === name && !required)) continue;
    const absent = [rule.from ?? [], rule.hash ?? []].flat().find((column) => !found.includes(column));
    if (absent === undefined) continue;
    throw new Refusal(
      `${file}: there is no column ${absent} (found: ${found.slice(0, 30).join(', ')}): ` +
        `rename it in the header, or say with --mapping FILE which column holds ${name}`,
      EXIT.unusable,
    );
  }
}
