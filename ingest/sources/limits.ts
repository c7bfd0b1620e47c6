import { EXIT, Refusal } from '../errors.ts';

const MIB = 1 << 20;

/** What a file may hold at most; whoever meets more refuses it in one line. */
export const LIMITS = {
  /** Columns of a header or of a Parquet file. */
  columns: 2000,
  /** Bytes of a header, with all that stands before it. */
  headerBytes: MIB,
  /** Bytes of one line: DuckDB loses longer ones without a word where they lie across its buffers. */
  lineBytes: 4 * MIB,
  /** Files in an archive. */
  members: 1000,
  /** Bytes of everything in an archive, unpacked. */
  unpackedBytes: 16 * 1024 * MIB,
  /** Times that something packed may grow, once it has grown beyond `ratioFrom` bytes. */
  ratio: 200,
  ratioFrom: 64 * MIB,
  /** Bytes of a spreadsheet, packed and unpacked: it has to be held in memory. */
  sheetPacked: 32 * MIB,
  sheetUnpacked: 64 * MIB,
} as const;

/** Whether what was packed into `packed` bytes grows too much. */
export function growsTooMuch(packed: number, unpacked: number): boolean {
  return unpacked > LIMITS.unpackedBytes || (unpacked > LIMITS.ratioFrom && unpacked > packed * LIMITS.ratio);
}

/**
 * Lets no columns pass that are too many, or whose names SQL cannot say.
 * @throws Error that says what is wrong
 */
export function checkNames(names: readonly string[]): void {
  if (names.length > LIMITS.columns) {
    throw new Error(`it has ${names.length} columns: at most ${LIMITS.columns} are read`);
  }
  const at = names.findIndex((name) => name.includes('\0'));
  if (at !== -1) throw new Error(`the name of column ${at + 1} holds a NUL character: export the file again`);
}

/** How a line that is too long is refused. */
export function tooLong(): Refusal {
  return new Refusal(`a line is longer than ${LIMITS.lineBytes / MIB} MiB: this is no log`, EXIT.unusable);
}

/**
 * Measures the lines of a text that comes in chunks, by their first and last ends: within a chunk no line is too long.
 * @throws Refusal (unusable) when one is too long
 */
export function lineGauge(): (chunk: Buffer) => void {
  let open = 0;
  return (chunk) => {
    const mark = chunk.includes(0x0a) ? 0x0a : 0x0d;
    const first = chunk.indexOf(mark);
    if (open + (first === -1 ? chunk.length : first) > LIMITS.lineBytes) throw tooLong();
    open = first === -1 ? open + chunk.length : chunk.length - chunk.lastIndexOf(mark) - 1;
  };
}
