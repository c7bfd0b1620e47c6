import { sourcesOf, type Mapping } from '../mapping.ts';
import type { Source } from '../sources/source.ts';
import { pseudonym } from './pseudonym.ts';

/** Puts the pseudonym in the place of the payer in the text of a row that was not loaded, `broken` if it did not split. */
export type Redact = (original: string, broken: boolean) => string;

/** Texts that name nobody, whatever column they stand in. */
const HARMLESS = /^(\d{4}-\d\d-\d\d([T ][\d:.]+.*)?|succeeded|failed|cancelled|pending)?$/;

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}

/** The fields of a CSV record as they are written, quotes and all. */
function writtenFields(record: string, delimiter: string): string[] {
  const field = new RegExp(`("(?:[^"]|"")*"|[^${escaped(delimiter)}]*)(?:${escaped(delimiter)}|$)`, 'gs');
  const fields = [...record.matchAll(field)].map(([, text]) => text ?? '');
  if (!record.endsWith(delimiter)) fields.pop();
  return fields;
}

/** Where the field of a whole record can stand in one that lost or gained some: at most that many places away. */
function placesOf(position: number, width: number, found: number): number[] {
  const from = Math.max(0, position + Math.min(0, found - width));
  const to = Math.min(found - 1, position + Math.max(0, found - width));
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, step) => from + step);
}

function redactCsv(
  { columns, delimiter = ',' }: Source,
  names: string[],
  hide: (value: string) => string,
): Redact {
  const width = columns?.length ?? 0;
  const positions = names.map((name) => columns?.indexOf(name) ?? -1).filter((position) => position >= 0);
  const record = (text: string, broken: boolean) => {
    const fields = writtenFields(text, delimiter);
    const places = positions.flatMap((position) => placesOf(position, width, fields.length));
    for (const place of new Set(places)) {
      const value = fields[place]?.replace(/^"|"$/g, '').replaceAll('""', '"').trim();
      if (value && !(broken && HARMLESS.test(value))) fields[place] = hide(value);
    }
    return fields.join(delimiter);
  };
  if (positions.length === 0) return (original) => original;
  return (original, broken) =>
    broken
      ? original
          .split('\n')
          .map((line) => record(line, true))
          .join('\n')
      : record(original, false);
}

function redactJson(names: string[], hide: (value: string) => string): Redact {
  const member = new RegExp(
    `(["']?(?:${names.map((name) => escaped(JSON.stringify(name).slice(1, -1))).join('|')})["']?\\s*:\\s*)` +
      `(?:"((?:[^"\\\\]|\\\\.)*)"?|'([^']*)'?|([[{].*)|([^,}\\s]+))`,
    'g',
  );
  return (original) =>
    original.replace(member, (_, start: string, ...texts: (string | undefined)[]) => {
      const said = texts.slice(0, 4).find((text) => text !== undefined) ?? '';
      return `${start}"${hide(said)}"`;
    });
}

/**
 * How to hide the payer in the original text of a reject. In a record that does not split as the header says, every
 * field that can be the payer's is hidden, on each of its lines; a JSON member is found by its name.
 */
export function redactor(source: Source, mapping: Mapping, key: Buffer): Redact {
  const names = payerColumns(mapping);
  const hide = (value: string) => pseudonym(key, value);
  return source.format === 'csv' ? redactCsv(source, names, hide) : redactJson(names, hide);
}

/** The source columns that tell who paid; a `payer_id` that the mapping passes over is one all the same. */
export function payerColumns({ columns }: Mapping): string[] {
  const rule = columns['payer_id'];
  return ['payer_id', ...(rule === undefined ? [] : sourcesOf(rule))];
}
