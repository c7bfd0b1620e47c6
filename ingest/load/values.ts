import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { identifier, literal } from '../database.ts';
import type { Rule } from '../mapping.ts';
import { ROOT } from '../paths.ts';
import type { Column } from '../tables.ts';
import { pseudonymOf } from './pseudonym.ts';
import { isOneOf } from './texts.ts';

const MINOR_DIGITS = parse(readFileSync(join(ROOT, 'sql', 'reference', 'currencies.csv')), {
  columns: true,
}) as { currency: string; minor_digits: string }[];

const withDigits = (digits: string) =>
  MINOR_DIGITS.filter((it) => it.minor_digits === digits).map(({ currency }) => currency);

/** SQL for how many minor units one major unit has (ISO 4217); 100 unless the list says otherwise. */
const MINOR_UNITS = `CASE
  WHEN "t.currency" IS NULL OR "t.currency" = 'CNY' THEN 100
  WHEN ${isOneOf('upper("t.currency")', withDigits('0'))} THEN 1
  WHEN ${isOneOf('upper("t.currency")', withDigits('3'))} THEN 1000
  ELSE 100 END`;

const instant = (text: string) => `make_timestamp(epoch_us(TRY_CAST(${text} AS TIMESTAMPTZ)))`;

/** Ways to write an instant that strptime does not know. */
const EPOCHS: Record<string, string> = { epoch_s: '1000000', epoch_ms: '1000' };

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
export function value(column: Column, rule: Rule | undefined): string {
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
