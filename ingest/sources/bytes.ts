import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { EXIT, Refusal } from '../errors.ts';
import { LIMITS, growsTooMuch, lineGauge } from './limits.ts';

const GZIP = Buffer.from([0x1f, 0x8b]);

/** The first `length` bytes of a file, as stored. */
export async function head(file: string, length: number): Promise<Buffer> {
  const handle = await open(file, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** Whether these are the first bytes of a gzip. */
export const beginsGzip = (bytes: Buffer) => bytes.subarray(0, GZIP.length).equals(GZIP);

/** Whether a file is gzip, by its first bytes rather than by its name. */
export async function isGzip(file: string): Promise<boolean> {
  return beginsGzip(await head(file, GZIP.length));
}

/** The bytes of a file, unpacked if it is gzip. */
export function unpacked(file: string, gzip: boolean): Readable {
  const stream = createReadStream(file, { highWaterMark: 1 << 20 });
  if (!gzip) return stream;
  const gunzip = createGunzip({ chunkSize: 1 << 18 });
  stream.on('error', (error) => gunzip.destroy(error));
  return stream.pipe(gunzip);
}

/** What went wrong while a gzip file was unpacked; another error stays as it is. */
export function gzipFault(name: string, cause: unknown): unknown {
  const { code } = cause as NodeJS.ErrnoException;
  if (!/^Z_/.test(code ?? '')) return cause;
  const what = code === 'Z_BUF_ERROR' ? 'cut off' : 'damaged';
  return new Refusal(`${name}: the gzip is ${what}: copy it again`, EXIT.unusable, cause);
}

/** The first bytes of a file's content, at most `length`, unpacked if it is gzip. */
export async function beginning(file: string, gzip: boolean, length: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of unpacked(file, gzip)) {
    chunks.push(chunk as Buffer);
    size += (chunk as Buffer).length;
    if (size >= length) break;
  }
  return Buffer.concat(chunks).subarray(0, length);
}

const BLOCK = 1 << 16;
const BLOCKS = 15;

/** Parts of a plain file behind its first `from` bytes, spread evenly, each cut at the ends of lines. */
export async function spread(file: string, from: number): Promise<Buffer> {
  const handle = await open(file, 'r');
  try {
    const { size } = await handle.stat();
    const parts: Buffer[] = [];
    for (let n = 1; size > from && n <= BLOCKS; n += 1) {
      const at = from + Math.floor(((size - from) * n) / (BLOCKS + 1));
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(BLOCK), 0, BLOCK, at);
      const part = buffer.subarray(0, bytesRead);
      parts.push(part.subarray(part.indexOf(0x0a) + 1, part.lastIndexOf(0x0a) + 1));
    }
    return Buffer.concat(parts);
  } finally {
    await handle.close();
  }
}

/**
 * Reads a plain text through for its longest line.
 * @throws Refusal (unusable) when one is too long
 */
export async function checkLines(file: string): Promise<void> {
  const gauge = lineGauge();
  for await (const chunk of unpacked(file, false)) gauge(chunk as Buffer);
}

/**
 * Reads a gzip file through, since DuckDB takes one that was cut off for a whole one.
 * @throws Refusal (unusable) when it is cut off or damaged, grows too much, or has a line that is too long
 */
export async function checkGzip(file: string, name: string): Promise<void> {
  const { size } = await stat(file);
  let unpackedBytes = 0;
  const gauge = lineGauge();
  try {
    for await (const chunk of unpacked(file, true)) {
      gauge(chunk as Buffer);
      unpackedBytes += (chunk as Buffer).length;
      if (growsTooMuch(size, unpackedBytes)) {
        throw new Refusal(
          `${name}: it grows too much when unpacked (beyond ${LIMITS.ratio} times): unpack it, then load what is in it`,
          EXIT.unusable,
        );
      }
    }
  } catch (cause) {
    throw gzipFault(name, cause);
  }
}
