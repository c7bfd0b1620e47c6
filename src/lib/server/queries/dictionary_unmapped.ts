import type { UnmappedCode } from '../../contracts/index.ts';
import type { Run } from '../version.ts';

/** Codes that no rule matched, most frequent first, with what they look like. */
export const dictionaryUnmapped = (run: Run, limit: number) =>
  run<UnmappedCode>('dictionary_unmapped', { limit });
