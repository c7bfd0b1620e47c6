import type { Mapping } from '../mapping.ts';
import type { Source } from '../sources/source.ts';
import { pseudonym } from './pseudonym.ts';

/** Puts the pseudonym in the place of the payer in the text of a row that was not loaded. */
export type Redact = (original: string) => string;

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

function redactCsv(
  { columns, delimiter = ',' }: Source,
  name: string,
  hide: (value: string) => string,
): Redact {
  const width = columns?.length ?? 0;
  const position = columns?.indexOf(name) ?? -1;
  if (position < 0) return (original) => original;
  return (original) => {
    const fields = writtenFields(original, delimiter);
    const places = fields.length === width ? [position] : [position, fields.length - (width - position)];
    for (const place of new Set(places)) {
      const value = fields[place]?.replace(/^"|"$/g, '').replaceAll('""', '"').trim();
      if (value) fields[place] = hide(value);
    }
    return fields.join(delimiter);
  };
}

function redactJson(name: string, hide: (value: string) => string): Redact {
  const member = new RegExp(
    `(${escaped(JSON.stringify(name))}\\s*:\\s*)(?:"((?:[^"\\\\]|\\\\.)*)"?|([^,}\\s]+))`,
    'g',
  );
  return (original) =>
    original.replace(
      member,
      (_, start: string, text?: string, bare?: string) => `${start}"${hide(text ?? bare ?? '')}"`,
    );
}

/**
 * How to hide the payer in the original text of a reject. A record that does not split as the header says has its
 * payer looked for counted from both ends; a JSON member is found by its name.
 */
export function redactor(source: Source, mapping: Mapping, key: Buffer): Redact {
  const name = mapping.columns['payer_id']?.from;
  if (name === undefined) return (original) => original;
  const hide = (value: string) => pseudonym(key, value);
  return source.format === 'csv' ? redactCsv(source, name, hide) : redactJson(name, hide);
}
