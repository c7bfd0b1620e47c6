import type { DictionaryCoverage } from '$lib/contracts/index.ts';

/** An operator's own reading of a code. */
export interface Reading {
  channel: string;
  error_code: string;
  error_message: string;
  category: string;
  note: string;
  by: string;
  at: string;
}

/** What the dictionary knows, what the operator says besides, and how the last change went. */
export interface DictionaryWork extends DictionaryCoverage {
  overrides: Reading[];
  wrong?: string;
  change?: { state: 'working' | 'done' | 'failed'; problem?: 'late' | 'killed' | 'refused'; said?: string };
  categories: string[];
  may_change: boolean;
  name: string;
}
