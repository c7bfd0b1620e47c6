import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { identifier, literal } from '../database.ts';
import { sourceColumns, type Mapping, type Rule } from '../mapping.ts';
import { ROOT } from '../paths.ts';
import type { Source } from '../sources/source.ts';
import type { Column, Table } from '../tables.ts';
import { pseudonymOf } from './pseudonym.ts';
import { payerColumns } from './redact.ts';
import { storedName } from './schema.ts';

const MINOR_DIGITS = parse(readFileSync(join(ROOT, 'sql', 'reference', 'currencies.csv')), {
  columns: true,
}) as { currency: string; minor_digits: string }[];

const withDigits = (digits: string) =>
  MINOR_DIGITS.filter((it) => it.minor_digits === digits).map(({ currency }) => currency);

/**
 * SQL, true where a text is one of `texts`. DuckDB makes a join of a longer IN, and a join does not keep the order of
 * the file, by which later rows win and rejects are found again.
 */
const isOneOf = (expression: string, texts: readonly string[]) =>
  `coalesce(list_contains([${texts.map(literal).join(', ')}]::VARCHAR[], ${expression}), false)`;

/** SQL for how many minor units one major unit has (ISO 4217); 100 unless the list says otherwise. */
const MINOR_UNITS = `CASE
  WHEN "t.currency" IS NULL OR "t.currency" = 'CNY' THEN 100
  WHEN ${isOneOf('upper("t.currency")', withDigits('0'))} THEN 1
  WHEN ${isOneOf('upper("t.currency")', withDigits('3'))} THEN 1000
  ELSE 100 END`;

const instant = (text: string) => `make_timestamp(epoch_us(TRY_CAST(${text} AS TIMESTAMPTZ)))`;

/** Ways to write an instant that strptime does not know. */
const EPOCHS: Record<string, string> = { epoch_s: '1000000', epoch_ms: '1000' };

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
function text(rule: Rule | undefined, present: (name: string) => boolean): string {
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
function unlisted(rule: Rule | undefined): string | null {
  if (rule?.values === undefined || rule.else !== undefined || rule.from === undefined) return null;
  const said = saidText(rule, rule.from);
  return `${said} IS NOT NULL AND NOT ${isOneOf(said, Object.keys(rule.values))}`;
}

function instantValue(column: string, rule: Rule | undefined): string {
  const format = rule?.format;
  if (format === undefined) return instant(column);
  const factor = EPOCHS[format];
  if (factor !== undefined) {
    return `make_timestamp(TRY_CAST(TRY_CAST(${column} AS DECIMAL(20, 6)) * ${factor} AS BIGINT))`;
  }
  return instant(`try_strptime(${column}, ${literal(format)})`);
}

/** SQL for the value of a canonical column, from its text; null where the text is no such value. */
function value(column: Column, rule: Rule | undefined): string {
  const said = identifier(`t.${column.name}`);
  switch (column.type) {
    case 'instant':
      return instantValue(said, rule);
    case 'date':
      return rule?.format === undefined
        ? `TRY_CAST(${said} AS DATE)`
        : `CAST(try_strptime(${said}, ${literal(rule.format)}) AS DATE)`;
    case 'integer':
      return `TRY_CAST(round(TRY_CAST(${said} AS DOUBLE) * ${rule?.scale ?? 1}) AS BIGINT)`;
    case 'money':
      return `TRY_CAST(round(TRY_CAST(${said} AS DECIMAL(16, 6)) * ${rule?.scale ?? 1} * ${MINOR_UNITS}) AS BIGINT)`;
    case 'number':
      return `TRY_CAST(${said} AS DOUBLE)`;
    case 'name':
      return `lower(${said})`;
    case 'currency':
      return `upper(${said})`;
    default:
      return column.name === 'payer_id' ? pseudonymOf(said) : said;
  }
}

const EARLIEST = `TIMESTAMP '2000-01-01'`;
const LATEST = `TIMESTAMP '2100-01-01'`;

/** SQL for each way in which a column can be wrong, with its reason; the first that holds is given. */
function faults(column: Column, rule: Rule | undefined): [condition: string, reason: string][] {
  const said = identifier(`t.${column.name}`);
  const made = identifier(`v.${column.name}`);
  const found: [string, string][] = [];
  if (unlisted(rule) !== null) {
    found.push([identifier(`u.${column.name}`), `${column.name} has a value that the mapping does not list`]);
  }
  if (column.required) found.push([`${said} IS NULL`, `${column.name} is missing`]);
  if (column.maxLength !== undefined) {
    found.push([
      `length(${said}) > ${column.maxLength}`,
      `${column.name} is longer than ${column.maxLength} characters`,
    ]);
  }
  if (column.values !== undefined) {
    found.push([
      `${made} IS NOT NULL AND NOT ${isOneOf(made, column.values)}`,
      `${column.name} is not one of ${column.values.join(', ')}`,
    ]);
  }
  const wrong = `${said} IS NOT NULL AND ${made} IS NULL`;
  if (column.type === 'instant') {
    found.push([wrong, `${column.name} is not a timestamp`]);
    found.push([
      `${made} < ${EARLIEST} OR ${made} >= ${LATEST}`,
      `${column.name} is not between 2000 and 2099`,
    ]);
  }
  if (column.type === 'date') found.push([wrong, `${column.name} is not a date`]);
  if (column.type === 'integer')
    found.push([`${wrong} OR ${made} < 0`, `${column.name} is not a whole number from 0`]);
  if (column.type === 'money' || column.type === 'number')
    found.push([wrong, `${column.name} is not a number`]);
  if (column.type === 'currency') {
    found.push([
      `length(${made}) <> 3 OR lower(${made}) = ${made}`,
      `${column.name} is not an ISO 4217 code`,
    ]);
  }
  if (column.type === 'timezone') {
    found.push([
      `${said} NOT IN (SELECT name FROM pg_timezone_names())`,
      `${column.name} is not an IANA time zone`,
    ]);
  }
  return found;
}

/**
 * SQL that reads a source through a mapping into the raw table's columns, `reason` saying what is wrong with a row
 * (null: nothing). Bind the pseudonym key and `batch_id`; the session's time zone is that of times without an offset.
 */
export function readingSql(table: Table, mapping: Mapping, source: Source): string {
  const present = (name: string) => source.columns === null || source.columns.includes(name);
  const rules = (column: Column) => mapping.columns[column.name];
  const used = new Set([...sourceColumns(mapping), ...payerColumns(mapping)]);
  const texts = table.columns.map(
    (column) => `${text(rules(column), present)} AS ${identifier(`t.${column.name}`)}`,
  );
  const flags = table.columns.flatMap((column) => {
    const condition = unlisted(rules(column));
    return condition === null ? [] : [`${condition} AS ${identifier(`u.${column.name}`)}`];
  });
  const values = table.columns.map(
    (column) => `${value(column, rules(column))} AS ${identifier(`v.${column.name}`)}`,
  );
  const finals = table.columns.map((column) => {
    const made = identifier(`v.${column.name}`);
    const filled = column.standard === undefined ? made : `coalesce(${made}, ${literal(column.standard)})`;
    return `${filled} AS ${storedName(column)}`;
  });
  const cases = table.columns.flatMap((column) => faults(column, rules(column)));
  if (source.unreadable) cases.unshift(['"unreadable"', source.unreadable.reason]);
  const reason = `CASE ${cases.map(([condition, said]) => `WHEN ${condition} THEN ${literal(said)}`).join(' ')} END`;
  const feedback = mapping.columns['feedback_at'];
  const reportsFeedback =
    feedback?.value !== undefined || (feedback?.from !== undefined && present(feedback.from));
  return `
    SELECT ${finals.join(', ')}, extra, ${reportsFeedback} AS reports_feedback, $batch_id AS batch_id, ${reason} AS reason
    FROM (
      SELECT *, ${values.join(', ')}
      FROM (
        SELECT ${[...texts, ...flags].join(', ')}, ${source.extra(used)} AS extra,
          ${source.unreadable?.condition ?? 'false'} AS "unreadable"
        FROM ${source.relation}
      )
    )`;
}
