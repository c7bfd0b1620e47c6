import { fileLiteral, identifier, literal } from '../database.ts';
import { checkNames } from './limits.ts';
import type { Source } from './source.ts';

/** SQL that lists the columns of a Parquet file, as `column_name`. */
export function parquetColumnsSql(file: string): string {
  return `SELECT column_name FROM (DESCRIBE SELECT * FROM read_parquet(${fileLiteral(file)}))`;
}

/**
 * A Parquet file whose columns are `names`; every value is read as text, so that one set of rules serves all formats.
 * @throws Error when these are names that cannot be read
 */
export function parquetSource(file: string, names: string[]): Source {
  checkNames(names);
  const selected = names.map((name) => `CAST(${identifier(name)} AS VARCHAR) AS ${identifier(name)}`);
  const pairs = (chosen: string[]) =>
    chosen.map((name) => `${literal(name)}, ${identifier(name)}`).join(', ');
  return {
    format: 'parquet',
    columns: names,
    relation: `(SELECT ${selected.join(', ')} FROM read_parquet(${fileLiteral(file)}))`,
    extra(known) {
      const others = names.filter((name) => !known.has(name));
      return others.length === 0
        ? 'NULL'
        : `nullif(json_merge_patch('{}', json_object(${pairs(others)})), '{}')`;
    },
    rowText: `json_object(${pairs(names)})`,
  };
}
