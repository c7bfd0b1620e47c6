import { identifier, literal } from '../database.ts';
import type { Rule } from '../mapping.ts';

/**
 * SQL, true where a text is one of `texts`. DuckDB makes a join of a longer IN, and a join does not keep the order of
 * the file, by which later rows win and rejects are found again.
 */
export const isOneOf = (expression: string, texts: readonly string[]) =>
  `coalesce(list_contains([${texts.map(literal).join(', ')}]::VARCHAR[], ${expression}), false)`;

/** SQL for a text without blanks around it, empty text being null; trimming is slow, and few texts need it. */
function trimmedText(column: string): string {
  const name = identifier(column);
  const blanks = `' ' || chr(9) || chr(13)`;
  const needed = [' ', '\t', '\r'].flatMap((it) => [
    `starts_with(${name}, ${literal(it)})`,
    `suffix(${name}, ${literal(it)})`,
  ]);
  return `CASE WHEN ${needed.join(' OR ')} THEN nullif(trim(${name}, ${blanks}), '') ELSE nullif(${name}, '') END`;
}

/** SQL for what a source column says, before it is translated. */
function saidText(rule: Rule, from: string): string {
  const trimmed = trimmedText(from);
  const said =
    rule.empty === undefined ? trimmed : `CASE WHEN NOT ${isOneOf(trimmed, rule.empty)} THEN ${trimmed} END`;
  return rule.lower === true ? `lower(${said})` : said;
}

/** SQL for the text of a canonical column in a source row, empty text being null. */
export function text(rule: Rule | undefined, present: (name: string) => boolean): string {
  if (rule === undefined) return 'NULL::VARCHAR';
  if (rule.value !== undefined) return literal(rule.value);
  if (rule.hash !== undefined) {
    return `md5(concat_ws(chr(31), ${rule.hash.map((name) => `coalesce(${identifier(name)}, '')`).join(', ')}))`;
  }
  const from = rule.from ?? '';
  if (!present(from)) return 'NULL::VARCHAR';
  const folded = saidText(rule, from);
  if (rule.values === undefined) return folded;
  const pairs = Object.entries(rule.values).map(
    ([key, value]) => `WHEN ${literal(key)} THEN ${literal(value)}`,
  );
  return `CASE ${folded} ${pairs.join(' ')} ELSE ${rule.else === undefined ? 'NULL' : literal(rule.else)} END`;
}

/** SQL, true where a mapping's `values` do not list what the row says. */
export function unlisted(rule: Rule | undefined): string | null {
  if (rule?.values === undefined || rule.else !== undefined || rule.from === undefined) return null;
  const said = saidText(rule, rule.from);
  return `${said} IS NOT NULL AND NOT ${isOneOf(said, Object.keys(rule.values))}`;
}
