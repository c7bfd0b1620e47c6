import type { DictionaryCoverage } from '../../contracts/index.ts';
import { published } from '../published.ts';
import { dictionaryUnmapped } from '../queries/dictionary_unmapped.ts';
import { qualityRules } from '../queries/quality_rules.ts';

/** How many codes are listed. */
const LISTED = 50;

/**
 * The share of failures that each rule told, and the codes that none did, by volume, with what they look like.
 * @throws QuestionError where nothing is published
 */
export async function dictionaryCoverage(): Promise<DictionaryCoverage> {
  const lease = await published().lease();
  try {
    const told = await qualityRules(lease.run);
    const failures = told.reduce((sum, it) => sum + it.failures, 0);
    const byRule = new Map<string, number>();
    for (const it of told) byRule.set(it.rule, (byRule.get(it.rule) ?? 0) + it.failures);
    const rules = [...byRule].map(([rule, its]) => ({
      rule,
      failures: its,
      share: failures === 0 ? 0 : its / failures,
    }));
    return {
      failures,
      rules: rules.sort((one, other) => other.failures - one.failures || (one.rule < other.rule ? -1 : 1)),
      unmapped: await dictionaryUnmapped(lease.run, LISTED),
    };
  } finally {
    lease.release();
  }
}
