import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { blocks, decode, encode } from './decode.ts';
import type { Encoding } from './encoding.ts';
import { lineGauge } from './limits.ts';
import { lineRules, type LeftOut, type LineRules } from './rules.ts';

/** How a text becomes one that DuckDB reads. */
export interface Rewriting {
  encoding: Encoding;
  /** None where only the encoding changes. */
  rules?: LineRules;
  /** Leaves the bytes to the rules, one character each: for widths that count bytes. */
  asBytes?: boolean;
}

const NOTHING: LeftOut = { headerAfter: 0, skipped: [], promised: null };

/**
 * Writes a text to `target` as UTF-8, block by block, without what the rules leave out. Every line keeps its number;
 * bytes that mean nothing become one that is never UTF-8, so that the record they stand in is rejected.
 */
export async function rewrite(
  chunks: AsyncIterable<Buffer>,
  target: string,
  { encoding, rules, asBytes = false }: Rewriting,
): Promise<LeftOut> {
  const lines = rules && lineRules(rules);
  const gauge = lineGauge();
  let isFirst = true;
  await pipeline(
    blocks(chunks, encoding),
    async function* (source: AsyncIterable<Buffer>) {
      for await (const block of source) {
        const text = asBytes ? block.toString('latin1') : decode(block, encoding);
        const unmarked = isFirst ? text.replace(/^\ufeff/, '') : text;
        isFirst = false;
        const bytes = encode(lines?.apply(unmarked) ?? unmarked, block, encoding);
        gauge(bytes);
        yield bytes;
      }
    },
    createWriteStream(target, { mode: 0o600 }),
  );
  return lines?.end() ?? NOTHING;
}
