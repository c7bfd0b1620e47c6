import type { Readable } from 'node:stream';

const NEWLINE = 0x0a;
const RETURN = 0x0d;
const QUOTE = 0x22;

/** A record of a text: the line on which it begins (from 1), its first byte (from 0), its text without the line's end. */
export interface TextRecord {
  line: number;
  at: number;
  text: string;
}

const SPACE = 0x20;

/** Whether a quoted field is still open after a line, given whether one was before it (RFC 4180 §2.5 to 2.7). */
export function staysOpen(line: Buffer, wasOpen: boolean, delimiter: number): boolean {
  if (!wasOpen && line.indexOf(QUOTE) === -1) return false;
  let place: 'begin' | 'bare' | 'quoted' | 'closed' = wasOpen ? 'quoted' : 'begin';
  for (const byte of line) {
    if (place === 'quoted') {
      if (byte === QUOTE) place = 'closed';
    } else if (byte === delimiter) {
      place = 'begin';
    } else if (byte === QUOTE) {
      place = place === 'bare' ? 'bare' : 'quoted';
    } else if (byte !== SPACE) {
      place = 'bare';
    }
  }
  return place === 'quoted';
}

/** Where the lines of `bytes` end, each by \n, \r\n or \r; a \r at the very end is left for the bytes to come. */
function* lineEnds(bytes: Buffer): Generator<number> {
  let feed = bytes.indexOf(NEWLINE);
  let carriage = bytes.indexOf(RETURN);
  while (feed !== -1 || (carriage !== -1 && carriage < bytes.length - 1)) {
    const byReturn = carriage !== -1 && (feed === -1 || carriage < feed - 1);
    const end = byReturn ? carriage + 1 : feed + 1;
    yield end;
    if (feed !== -1 && feed < end) feed = bytes.indexOf(NEWLINE, end);
    if (carriage !== -1 && carriage < end) carriage = bytes.indexOf(RETURN, end);
  }
}

/**
 * The records of a text. With `delimiter`, a newline inside double quotes belongs to the record (RFC 4180 §2.6); blank
 * lines are no records.
 */
export async function* records(stream: Readable, delimiter?: string): AsyncGenerator<TextRecord> {
  const separator = delimiter?.charCodeAt(0);
  let rest: Buffer = Buffer.alloc(0);
  let record: Buffer[] = [];
  let begins = { line: 1, at: 0 };
  let line = 1;
  let at = 0;
  let open = false;

  function* finish(): Generator<TextRecord> {
    const text = Buffer.concat(record)
      .toString('utf8')
      .replace(/[\r\n]+$/, '');
    if (/[^ \t\r]/.test(text)) yield { ...begins, text };
    record = [];
    begins = { line, at };
    open = false;
  }

  function* take(piece: Buffer): Generator<TextRecord> {
    record.push(piece);
    line += 1;
    at += piece.length;
    if (separator !== undefined) open = staysOpen(piece, open, separator);
    if (!open) yield* finish();
  }

  for await (const chunk of stream) {
    const bytes: Buffer = rest.length === 0 ? (chunk as Buffer) : Buffer.concat([rest, chunk as Buffer]);
    let from = 0;
    for (const end of lineEnds(bytes)) {
      yield* take(bytes.subarray(from, end));
      from = end;
    }
    rest = bytes.subarray(from);
  }
  if (rest.length > 0) yield* take(rest);
  if (record.length > 0) yield* finish();
}
