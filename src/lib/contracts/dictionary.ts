/** In what a code that no rule knows can be like one of the dictionary, the best first. */
export const LIKE_BECAUSE = ['same_code', 'same_but_spelling', 'near_code', 'near_words'] as const;
export type LikeBecause = (typeof LIKE_BECAUSE)[number];

/** A code of the dictionary that an unknown one is like. */
export interface Likeness {
  family: string;
  code: string;
  category: string;
  meaning_zh: string;
  meaning_en: string;
  because: LikeBecause;
}

/** A code that no rule told, with what came with it. */
export interface UnmappedCode {
  channel: string;
  error_code: string | null;
  failures: number;
  /** Of all failures. */
  share: number;
  messages: string[];
  last_seen: string | null;
  looks_like: Likeness[];
}

/** What the dictionary told of the failures there are. */
export interface DictionaryCoverage {
  failures: number;
  rules: { rule: string; failures: number; share: number }[];
  unmapped: UnmappedCode[];
}
