const MIB = 1 << 20;

/** What a file may hold at most; whoever meets more refuses it in one line. */
export const LIMITS = {
  /** Columns of a header. */
  columns: 2000,
  /** Bytes of a header, with all that stands before it. */
  headerBytes: MIB,
  /** Bytes of one line that has to be rewritten. */
  lineBytes: 16 * MIB,
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
