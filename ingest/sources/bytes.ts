import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';

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

/** Whether a file is gzip, by its first bytes rather than by its name. */
export async function isGzip(file: string): Promise<boolean> {
  return (await head(file, 2)).equals(GZIP);
}

/** The bytes of a file, unpacked if it is gzip. */
export function unpacked(file: string, gzip: boolean): Readable {
  const stream = createReadStream(file, { highWaterMark: 1 << 20 });
  if (!gzip) return stream;
  const gunzip = createGunzip();
  stream.on('error', (error) => gunzip.destroy(error));
  return stream.pipe(gunzip);
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
