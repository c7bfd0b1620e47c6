import { identifier } from '../database.ts';
import type { Rule } from '../mapping.ts';
import type { Column } from '../tables.ts';
import { PSEUDONYM } from './pseudonym.ts';
import { isOneOf, unlisted } from './texts.ts';

const EARLIEST = `TIMESTAMP '2000-01-01'`;
const LATEST = `TIMESTAMP '2100-01-01'`;

/** SQL for each way in which a column can be wrong, with its reason; the first that holds is given. */
export function faults(
  column: Column,
  rule: Rule | undefined,
  present: (name: string) => boolean,
): [condition: string, reason: string][] {
  const said = identifier(`t.${column.name}`);
  const made = identifier(`v.${column.name}`);
  const found: [string, string][] = [];
  if (unlisted(rule, present) !== null) {
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
 * SQL for what is wrong with a row of the list of rejects that still holds a pseudonym where the payer does not stand: what
 * the file said there was hidden, and the pseudonym is no id.
 */
export function hiddenFaults(columns: readonly Column[]): [condition: string, reason: string][] {
  const texts = columns.filter(
    ({ name, type }) => name !== 'payer_id' && (type === 'text' || type === 'name'),
  );
  const holds = (expression: string, name: string): [string, string] => [
    `regexp_matches(${expression}, '${PSEUDONYM}')`,
    `${name} holds a pseudonym: put there what the file says in its place`,
  ];
  return [
    ...texts.map(({ name }) => holds(identifier(`t.${name}`), name)),
    holds('"extra"', 'a column of its own'),
  ];
}
