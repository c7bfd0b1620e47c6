import { sourcesOf, type Mapping } from '../mapping.ts';
import { footerWord } from '../sources/footers.ts';
import type { Source } from '../sources/source.ts';
import { placesOf, type Telling } from './places.ts';
import { pseudonym } from './pseudonym.ts';

/** Puts the pseudonym in the place of the payer in the text of a row that was not loaded, `broken` if it did not split. */
export type Redact = (original: string, broken: boolean) => string;

/** What helps to find the payer in a record that did not split: what tells each column, and the payers who are known. */
export interface Evidence {
  tells: readonly (Telling | undefined)[];
  payers: ReadonlySet<string>;
}

/** Texts that name nobody, whatever column they stand in. */
const HARMLESS = /^(\d{4}-\d\d-\d\d([T ][\d:.]+.*)?|succeeded|failed|cancelled|pending)?$/;
/** Texts that name nobody in a line of totals or of footers: its sums, and its words but for numbers of somebody. */
const SUM = /^[-¥￥]?[\d,]{1,11}(\.\d+)?[元笔]?$/;
const NUMBER_OF_SOMEBODY = /\d{6}|[\w.]+@/;
/** Payers who are looked for among those that are known. */
const MOST_LOOKED_FOR = 20_000;

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

/** What a field says that is written so. */
const said = (field: string) => field.replace(/^"|"$/g, '').replaceAll('""', '"').trim();

/** Whether a field of a broken record cannot be the payer's: by what it says, or since its line is one of footers. */
function isNobody(value: string, place: number, isFooter: boolean): boolean {
  if (HARMLESS.test(value)) return true;
  return isFooter && (place === 0 ? !NUMBER_OF_SOMEBODY.test(value) : SUM.test(value));
}

const positionsOf = ({ columns }: Source, names: string[]) =>
  names.map((name) => columns?.indexOf(name) ?? -1).filter((position) => position >= 0);

function redactCsv(
  source: Source,
  names: string[],
  hide: (value: string) => string,
  { tells, payers }: Evidence,
): Redact {
  const { delimiter = ',', columns } = source;
  const positions = positionsOf(source, names);
  const isPayer = (text: string) => text !== '' && (hide(text) === text || payers.has(hide(text)));
  const tests = (columns ?? []).map((_, position) =>
    positions.includes(position) ? isPayer : tells[position],
  );
  const record = (text: string, broken: boolean) => {
    const fields = writtenFields(text, delimiter);
    const values = fields.map(said);
    const isFooter = footerWord(text) !== undefined;
    const places = positions.flatMap((position) => (broken ? placesOf(values, tests, position) : [position]));
    for (const place of new Set(places)) {
      const value = values[place];
      if (value && !(broken && isNobody(value, place, isFooter))) fields[place] = hide(value);
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

/** The pseudonyms of all that can be the payer's in records that did not split: those that are known are evidence. */
export function possiblePayers(
  source: Source,
  mapping: Mapping,
  key: Buffer,
  originals: readonly string[],
): string[] {
  const positions = positionsOf(source, payerColumns(mapping));
  const untold = (source.columns ?? []).map(() => undefined);
  const found = new Set<string>();
  for (const line of originals.flatMap((original) => original.split('\n'))) {
    if (found.size >= MOST_LOOKED_FOR) break;
    const values = writtenFields(line, source.delimiter ?? ',').map(said);
    for (const place of positions.flatMap((position) => placesOf(values, untold, position))) {
      if (values[place]) found.add(pseudonym(key, values[place]));
    }
  }
  return [...found];
}

function redactJson(names: string[], hide: (value: string) => string): Redact {
  const member = new RegExp(
    `(["']?(?:${names.map((name) => escaped(JSON.stringify(name).slice(1, -1))).join('|')})["']?\\s*:\\s*)` +
      `(?:"((?:[^"\\\\]|\\\\.)*)"?|'([^']*)'?|([[{].*)|([^,}\\s]+))`,
    'g',
  );
  return (original) =>
    original.replace(member, (_, start: string, ...texts: (string | undefined)[]) => {
      const text = texts.slice(0, 4).find((it) => it !== undefined) ?? '';
      return `${start}"${hide(text)}"`;
    });
}

/**
 * How to hide the payer in the original text of a reject. In a record that does not split as the header says, every
 * field that can be the payer's by the `evidence` is hidden, on each of its lines; a JSON member is found by its name.
 */
export function redactor(source: Source, mapping: Mapping, key: Buffer, evidence: Evidence): Redact {
  const names = payerColumns(mapping);
  const hide = (value: string) => pseudonym(key, value);
  return source.format === 'csv' ? redactCsv(source, names, hide, evidence) : redactJson(names, hide);
}

/** The source columns that tell who paid; a `payer_id` that the mapping passes over is one all the same. */
export function payerColumns({ columns }: Mapping): string[] {
  const rule = columns['payer_id'];
  return ['payer_id', ...(rule === undefined ? [] : sourcesOf(rule))];
}
