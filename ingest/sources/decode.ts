import { isUtf8 } from 'node:buffer';
import iconv from 'iconv-lite';
import type { Encoding } from './encoding.ts';
import { LIMITS, tooLong } from './limits.ts';

/** A byte that is never part of UTF-8: DuckDB makes a reject of the record that holds it. */
const NEVER_UTF8 = Buffer.from([0xff]);

/** What stands for bytes that mean nothing, by encoding, in what the decoder gives. */
const MEANS_NOTHING: Record<Encoding, RegExp> = {
  'utf-8': /\ufffd/u,
  gb18030: /[\ufffd\p{Cs}]/u,
  'utf-16le': /\p{Cs}/u,
  'utf-16be': /\p{Cs}/u,
};

const HALF_A_CHARACTER = '\ud800';

function decodeUtf16(bytes: Buffer, bigEndian: boolean): string {
  const whole = bytes.subarray(0, bytes.length & ~1);
  const text = (bigEndian ? Buffer.from(whole).swap16() : whole).toString('utf16le');
  return bytes.length % 2 === 0 ? text : text + HALF_A_CHARACTER;
}

/** The text of whole lines; bytes that mean nothing are left to {@link encode}. */
export function decode(bytes: Buffer, encoding: Encoding): string {
  if (encoding === 'utf-8') return bytes.toString('utf8');
  if (encoding === 'gb18030') return iconv.decode(bytes, 'gb18030');
  return decodeUtf16(bytes, encoding === 'utf-16be');
}

/** A text as UTF-8, with a byte that is never UTF-8 wherever `bytes`, from which it came, mean nothing. */
export function encode(text: string, bytes: Buffer, encoding: Encoding): Buffer {
  const nothing = MEANS_NOTHING[encoding];
  const isWhole = encoding === 'utf-8' ? isUtf8(bytes) : !nothing.test(text);
  if (isWhole) return Buffer.from(text);
  const parts = text.split(nothing).map((part) => Buffer.from(part));
  return Buffer.concat(parts.flatMap((part, n) => (n === 0 ? [part] : [NEVER_UTF8, part])));
}

/** Where the last line of `bytes` ends, or 0; a newline of UTF-16 stands at an even place. */
function lastLineEnd(bytes: Buffer, encoding: Encoding): number {
  const width = encoding.startsWith('utf-16') ? 2 : 1;
  const newline = encoding === 'utf-16be' ? Buffer.from([0, 10]) : Buffer.from([10, 0]).subarray(0, width);
  let at = bytes.lastIndexOf(newline);
  while (at > 0 && at % width !== 0) at = bytes.lastIndexOf(newline, at - 1);
  return at === -1 || at % width !== 0 ? 0 : at + width;
}

/**
 * The bytes of a text in blocks of whole lines.
 * @throws Refusal (unusable) for a line that is longer than {@link LIMITS}`.lineBytes`
 */
export async function* blocks(chunks: AsyncIterable<Buffer>, encoding: Encoding): AsyncGenerator<Buffer> {
  let waiting: Buffer[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    const odd = size % 2;
    const head = odd === 1 ? Buffer.concat([...waiting, chunk]) : chunk;
    if (odd === 1) waiting = [];
    const end = lastLineEnd(head, encoding);
    if (end > 0) {
      yield Buffer.concat([...waiting, head.subarray(0, end)]);
      waiting = [];
    }
    const rest = head.subarray(end);
    if (rest.length > 0) waiting.push(rest);
    size = waiting.reduce((sum, { length }) => sum + length, 0);
    if (size > LIMITS.lineBytes) {
      throw tooLong();
    }
  }
  if (size > 0) yield Buffer.concat(waiting);
}
