const BLOCK = 512;

/** What ends an archive: two empty blocks. */
export const END = Buffer.alloc(2 * BLOCK);

/** The zeros that fill the last block of an entry (POSIX.1-1988, ustar). */
export function paddingOf(bytes: number): Buffer {
  return Buffer.alloc((BLOCK - (bytes % BLOCK)) % BLOCK);
}

/** A size as the header writes it: octal, or in base 256 where that is too short. */
function sizeField(bytes: number): Buffer {
  const field = Buffer.alloc(12);
  if (bytes < 8 ** 11) field.write(bytes.toString(8).padStart(11, '0'));
  else {
    field.writeUInt8(0x80, 0);
    field.writeBigUInt64BE(BigInt(bytes), 4);
  }
  return field;
}

function readSize(field: Buffer): number {
  return field.readUInt8(0) === 0x80
    ? Number(field.readBigUInt64BE(4))
    : Number.parseInt(field.toString('latin1').replace(/\0.*$/, ''), 8);
}

/** The sum of a header's bytes, its own field counted as blanks. */
function sumOf(header: Buffer): number {
  return header.reduce((sum, byte, at) => sum + (at >= 148 && at < 156 ? 0x20 : byte), 0);
}

/** The header of one file, readable by its owner alone. */
export function entryHeader(name: string, bytes: number): Buffer {
  const header = Buffer.alloc(BLOCK);
  if (header.write(name) > 99 || Buffer.byteLength(name) > 99)
    throw new Error(`${name}: the name is too long for tar`);
  header.write('0000600\0' + '0000000\0' + '0000000\0', 100);
  sizeField(bytes).copy(header, 124);
  header.write('00000000000\0', 136);
  header.write('0', 156);
  header.write('ustar\x0000', 257);
  header.write(`${sumOf(header).toString(8).padStart(6, '0')}\0 `, 148);
  return header;
}

/** One file of an archive, by the place of its content. */
export interface Entry {
  name: string;
  at: number;
  bytes: number;
}

/**
 * What a header says, its content beginning at `at`; null at the archive's end.
 * @throws Error when it is none
 */
export function readHeader(header: Buffer, at: number): Entry | null {
  if (header.length === BLOCK && header.every((byte) => byte === 0)) return null;
  const sum = Number.parseInt(header.toString('latin1', 148, 154), 8);
  if (header.length < BLOCK || sum !== sumOf(header)) throw new Error('it is cut off or no tar archive');
  const name = header.toString('utf8', 0, 100).replace(/\0.*$/s, '');
  return { name, at, bytes: readSize(header.subarray(124, 136)) };
}
