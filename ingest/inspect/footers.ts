import { open } from 'node:fs/promises';
import { footerWord } from '../sources/footers.ts';

const END_BYTES = 16 << 10;
const AFTER_WORD = /^[ ,:：\t;|"]/;

/** A rule for lines of totals or of footers, with what such a line begins with and how many were seen. */
export interface Footer {
  starts_with: string;
  count: number;
}

/** The last bytes of a plain file behind its first `from`, without the line that they begin within. */
export async function endOf(path: string, from: number): Promise<Buffer> {
  const handle = await open(path, 'r');
  try {
    const { size } = await handle.stat();
    const at = Math.max(from, size - END_BYTES);
    if (at >= size) return Buffer.alloc(0);
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(size - at), 0, size - at, at);
    return buffer.subarray(buffer.indexOf(0x0a) + 1, bytesRead);
  } finally {
    await handle.close();
  }
}

/** How a line begins that sums up or comments on a log; undefined for a row of data. */
export function footerStart(line: string): string | undefined {
  const word = footerWord(line);
  if (word === undefined) return undefined;
  const [next = ''] = AFTER_WORD.exec(line.slice(word.length)) ?? [];
  return `${word}${next}`.trimStart();
}

/** The lines of totals and of footers among others, by how they begin. */
export function footersOf(lines: readonly string[]): Footer[] {
  const counts = new Map<string, number>();
  for (const line of lines) {
    const start = footerStart(line);
    if (start !== undefined) counts.set(start, (counts.get(start) ?? 0) + 1);
  }
  return [...counts].map(([start, count]) => ({ starts_with: start, count }));
}
