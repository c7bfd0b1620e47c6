import type { Transport } from '@sveltejs/kit';
import { unpack } from '$lib/contracts/packed.ts';
import { packedTextOf } from '$lib/contracts/text.ts';

/**
 * Answers go to the browser as JSON that the server keeps, and not value by value: thousands of cells are written once
 * for all readers, and read by the browser's own parser.
 */
export const transport: Transport = {
  answer: {
    encode: packedTextOf,
    decode: (text: string) => unpack(JSON.parse(text)),
  },
};
