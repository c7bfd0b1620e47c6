import { identifier, literal } from '../database.ts';
import { sourcesOf, takenColumns, type Mapping, type Rule } from '../mapping.ts';
import type { Source } from '../sources/source.ts';
import type { Column, Table } from '../tables.ts';
import { faults, hiddenFaults } from './faults.ts';
import { payerColumns } from './redact.ts';
import { storedName } from './schema.ts';
import { text, unlisted } from './texts.ts';
import { value } from './values.ts';

/** SQL, true for a row whose source tells when the payer was told; where rows have columns of their own, for each. */
function feedbackSql(rule: Rule | undefined, source: Source, present: (name: string) => boolean): string {
  if (rule === undefined) return 'false';
  if (rule.value !== undefined) return 'true';
  const from = sourcesOf(rule);
  return source.has ? from.map(source.has).join(' OR ') : String(from.some(present));
}

/**
 * SQL that reads a source through a mapping into the raw table's columns, `reason` saying what is wrong with a row
 * (null: nothing). Bind the pseudonym key and `batch_id`; the session's time zone is that of times without an offset.
 * Rows that were `mended` may hold no pseudonym but the payer's.
 */
export function readingSql(table: Table, mapping: Mapping, source: Source, mended = false): string {
  const present = (name: string) => source.columns === null || source.columns.includes(name);
  const rules = (column: Column) => mapping.columns[column.name];
  const taken = Object.values(mapping.columns).flatMap((rule) => takenColumns(rule, present));
  const used = new Set([...taken, ...payerColumns(mapping)]);
  const texts = table.columns.map(
    (column) => `${text(rules(column), present)} AS ${identifier(`t.${column.name}`)}`,
  );
  const unreadable = source.unreadable ?? [];
  const broken = unreadable.map(({ condition }, n) => `${condition} AS "unreadable${n}"`);
  const flags = table.columns.flatMap((column) => {
    const condition = unlisted(rules(column), present);
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
  const cases = table.columns.flatMap((column) => faults(column, rules(column), present));
  if (mended) cases.unshift(...hiddenFaults(table.columns));
  cases.unshift(...unreadable.map(({ reason }, n): [string, string] => [`"unreadable${n}"`, reason]));
  const reason = `CASE ${cases.map(([condition, said]) => `WHEN ${condition} THEN ${literal(said)}`).join(' ')} END`;
  const reportsFeedback = feedbackSql(mapping.columns['feedback_at'], source, present);
  return `
    SELECT ${finals.join(', ')}, extra, reports_feedback, $batch_id AS batch_id, ${reason} AS reason
    FROM (
      SELECT *, ${values.join(', ')}
      FROM (
        SELECT ${[...texts, ...flags, ...broken].join(', ')}, ${source.extra(used)} AS extra,
          ${reportsFeedback} AS reports_feedback
        FROM ${source.relation}
      )
    )`;
}
