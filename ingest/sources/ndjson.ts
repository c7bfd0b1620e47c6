import { fileLiteral, literal } from '../database.ts';
import { unpacked } from './bytes.ts';
import type { Prepared } from './prepare.ts';
import { LIMITS } from './limits.ts';
import { records } from './records.ts';
import type { Source } from './source.ts';

/** Bytes that JSON text never holds unescaped, so that DuckDB gives each line whole. */
const NO_DELIMITER = '\u001f';
const NO_NULL = '\u001e';

/** The member of an object as a JSON pointer (RFC 6901). */
const pointerTo = (name: string) => `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;

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
  // A member has five characters at least ("":0,), so that hardly any line is looked into.
  const tooMany = `length(_line) > ${LIMITS.columns * 5} AND len(json_keys(_object)) > ${LIMITS.columns}`;
  return {
    format: 'ndjson',
    columns: null,
    encoding: encoding ?? undefined,
    relation: `(
      SELECT _line, _object, unnest(json_transform(_object, ${literal(shape)}))
      FROM (SELECT _line, ${object} AS _object FROM read_csv(${options.join(', ')}) WHERE trim(_line, ' ' || chr(9) || chr(13)) <> ''))`,
    unreadable: [
      { condition: '_object IS NULL', reason: 'not a JSON object' },
      { condition: tooMany, reason: `the object has more than ${LIMITS.columns} members` },
    ],
    has: (name) => `coalesce(json_exists(_object, ${literal(pointerTo(name))}), false)`,
    rejectsTable,
    extra(known) {
      const removal = JSON.stringify(Object.fromEntries([...known].map((name) => [name, null])));
      return `nullif(json_merge_patch('{}', json_merge_patch(_object, ${literal(removal)})), '{}')`;
    },
    records: () => records(unpacked(path, gzip)),
  };
}
