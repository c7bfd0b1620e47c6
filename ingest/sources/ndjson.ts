import { fileLiteral, literal } from '../database.ts';
import { unpacked } from './bytes.ts';
import type { Prepared } from './prepare.ts';
import { records } from './records.ts';
import type { Source } from './source.ts';

/** Bytes that JSON text never holds unescaped, so that DuckDB gives each line whole. */
const NO_DELIMITER = '\u001f';
const NO_NULL = '\u001e';

/** Newline-delimited JSON in UTF-8, plain or gzip: each line is one object. `names` are the members that will be asked for. */
export function ndjsonSource(
  { path, gzip, encoding }: Prepared,
  names: string[],
  rejectsTable: string,
): Source {
  const shape = JSON.stringify(Object.fromEntries(names.map((name) => [name, 'VARCHAR'])));
  const options = [
    fileLiteral(path),
    `columns = {_line: 'VARCHAR'}, auto_detect = false, header = false, strict_mode = false`,
    `delim = ${literal(NO_DELIMITER)}, quote = '', escape = '', nullstr = ${literal(NO_NULL)}`,
    `compression = '${gzip ? 'gzip' : 'none'}'`,
    `store_rejects = true, rejects_table = '${rejectsTable}', rejects_scan = '${rejectsTable}_scan'`,
  ];
  const object = `CASE WHEN json_valid(_line) THEN CASE WHEN json_type(_line) = 'OBJECT' THEN _line END END`;
  return {
    format: 'ndjson',
    columns: null,
    encoding: encoding ?? undefined,
    relation: `(
      SELECT _line, _object, unnest(json_transform(_object, ${literal(shape)}))
      FROM (SELECT _line, ${object} AS _object FROM read_csv(${options.join(', ')}) WHERE trim(_line, ' ' || chr(9) || chr(13)) <> ''))`,
    unreadable: { condition: '_object IS NULL', reason: 'not a JSON object' },
    rejectsTable,
    extra(known) {
      const removal = JSON.stringify(Object.fromEntries([...known].map((name) => [name, null])));
      return `nullif(json_merge_patch('{}', json_merge_patch(_object, ${literal(removal)})), '{}')`;
    },
    records: () => records(unpacked(path, gzip)),
  };
}
