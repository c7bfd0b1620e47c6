import type { Transport } from '@sveltejs/kit';
import { knownText } from '$lib/contracts/text.ts';

/**
 * Answers go to the browser as the JSON that the server keeps, and not value by value: thousands of cells are written
 * once for all readers, and read by the browser's own parser.
 */
export const transport: Transport = {
  answer: {
    encode: knownText,
    decode: (text: string) => JSON.parse(text) as object,
  },
};
