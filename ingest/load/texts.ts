import { identifier, literal } from '../database.ts';
import { takenColumns, type Rule } from '../mapping.ts';

/**
 * SQL, true where a text is one of `texts`. DuckDB makes a join of a longer IN, and a join does not keep the order of
 * the file, by which later rows win and rejects are found again.
 */
export const isOneOf = (expression: string, texts: readonly string[]) =>
  `coalesce(list_contains([${texts.map(literal).join(', ')}]::VARCHAR[], ${expression}), false)`;

/**
 * SQL for a text without blanks around it, empty text being null; trimming is slow, and few texts need it. What comes before
 * '!' begins with a blank or a control character, or is empty.
 */
function trimmedText(column: string): string {
  const name = identifier(column);
  const blanks = `' ' || chr(9) || chr(13)`;
  const ends = [' ', '\t', '\r'].map((it) => `suffix(${name}, ${literal(it)})`);
  return `CASE WHEN ${[`${name} < '!'`, ...ends].join(' OR ')} THEN nullif(trim(${name}, ${blanks}), '') ELSE ${name} END`;
}

/** SQL for a text in which others were replaced, one after the other. */
function replaced(text: string, pairs: Record<string, string> | undefined): string {
  if (pairs === undefined) return text;
  return `nullif(${Object.entries(pairs).reduce((sql, [old, fresh]) => `replace(${sql}, ${literal(old)}, ${literal(fresh)})`, text)}, '')`;
}

/** SQL for what a source column says, before it is translated. */
function saidText(rule: Rule, from: string): string {
  const trimmed = replaced(trimmedText(from), rule.replace);
  const said =
    rule.empty === undefined ? trimmed : `CASE WHEN NOT ${isOneOf(trimmed, rule.empty)} THEN ${trimmed} END`;
  return rule.lower === true ? `lower(${said})` : said;
}

/** SQL for the translation of the first text that is contained. */
function contained(rule: Rule, folded: string): string {
  const pairs = Object.entries(rule.contains ?? {}).map(
    ([key, value]) => `WHEN contains(${folded}, ${literal(key)}) THEN ${literal(value)}`,
  );
  return `CASE ${pairs.join(' ')} ELSE ${rule.else ? literal(rule.else) : 'NULL'} END`;
}

/** SQL for the milliseconds from one time to another. */
function elapsed(rule: Rule, columns: readonly string[]): string {
  const [from, to] = columns.map((name) => {
    const said = saidText(rule, name);
    return rule.format === undefined
      ? `TRY_CAST(${said} AS TIMESTAMP)`
      : `try_strptime(${said}, ${literal(rule.format)})`;
  });
  return `CAST(date_diff('millisecond', ${from}, ${to}) AS VARCHAR)`;
}

/** SQL for the text of a canonical column in a source row, empty text being null. */
export function text(rule: Rule | undefined, present: (name: string) => boolean): string {
  if (rule === undefined) return 'NULL::VARCHAR';
  if (rule.value !== undefined) return literal(rule.value);
  if (rule.hash !== undefined) {
    const nothing = rule.empty ?? [];
    const part = (name: string) =>
      nothing.length === 0
        ? `coalesce(${identifier(name)}, '')`
        : `CASE WHEN NOT ${isOneOf(identifier(name), nothing)} THEN coalesce(${identifier(name)}, '') ELSE '' END`;
    const parts = rule.hash.map((name) => (present(name) ? part(name) : `''`));
    return `md5(concat_ws(chr(31), ${parts.join(', ')}))`;
  }
  const [from] = takenColumns(rule, present);
  if (from === undefined) return 'NULL::VARCHAR';
  if (rule.between !== undefined) return elapsed(rule, rule.between);
  const folded = saidText(rule, from);
  if (rule.contains !== undefined) return contained(rule, folded);
  if (rule.values === undefined) return folded;
  const pairs = Object.entries(rule.values).map(
    ([key, value]) => `WHEN ${literal(key)} THEN ${literal(value)}`,
  );
  return `CASE ${folded} ${pairs.join(' ')} ELSE ${rule.else ? literal(rule.else) : 'NULL'} END`;
}

/** SQL, true where a mapping's `values` or `contains` do not list what the row says. */
export function unlisted(rule: Rule | undefined, present: (name: string) => boolean): string | null {
  if (rule === undefined || (rule.values ?? rule.contains) === undefined || rule.else !== undefined)
    return null;
  const [from] = takenColumns(rule, present);
  if (from === undefined) return null;
  const said = saidText(rule, from);
  if (rule.values !== undefined)
    return `${said} IS NOT NULL AND NOT ${isOneOf(said, Object.keys(rule.values))}`;
  const none = Object.keys(rule.contains ?? {}).map((key) => `NOT contains(${said}, ${literal(key)})`);
  return `${said} IS NOT NULL AND ${none.join(' AND ')}`;
}
