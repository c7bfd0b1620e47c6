import type { Readable } from 'node:stream';

const NEWLINE = 0x0a;
const QUOTE = 0x22;

function quotes(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(QUOTE); at !== -1; at = bytes.indexOf(QUOTE, at + 1)) count += 1;
  return count;
}

/**
 * The records of a text, each with the line on which it begins (from 1) and its text without the line's end.
 * With `quoted`, a newline inside double quotes belongs to the record (RFC 4180 §2.6); blank lines are no records.
 */
export async function* records(
  stream: Readable,
  { quoted }: { quoted: boolean },
): AsyncGenerator<{ line: number; text: string }> {
  let rest: Buffer = Buffer.alloc(0);
  let record: Buffer[] = [];
  let begins = 1;
  let line = 1;
  let open = false;

  function* take(piece: Buffer): Generator<{ line: number; text: string }> {
    record.push(piece);
    if (quoted && quotes(piece) % 2 === 1) open = !open;
    line += 1;
    if (open) return;
    const text = Buffer.concat(record)
      .toString('utf8')
      .replace(/\r?\n$/, '');
    if (text.trim() !== '') yield { line: begins, text };
    record = [];
    begins = line;
  }

  for await (const chunk of stream) {
    let bytes: Buffer = rest.length === 0 ? (chunk as Buffer) : Buffer.concat([rest, chunk as Buffer]);
    for (let end = bytes.indexOf(NEWLINE); end !== -1; end = bytes.indexOf(NEWLINE)) {
      yield* take(bytes.subarray(0, end + 1));
      bytes = bytes.subarray(end + 1);
    }
    rest = bytes;
  }
  open = false;
  if (rest.length > 0 || record.length > 0) yield* take(rest);
}
