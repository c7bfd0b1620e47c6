import type { Category, QualityAnswer } from '../contracts/index.ts';
import { moment } from '../format/date.ts';
import { exact, type Language } from '../format/number.ts';
import { rate, ratio } from '../format/rate.ts';
import { m } from '../paraglide/messages.js';

type Word = (inputs: Record<string, never>, options: { locale: Language }) => string;

const RULES: Record<string, Word> = {
  exact_code: m.rule_exact_code,
  message_pattern: m.rule_message_pattern,
  transport_error: m.rule_transport_error,
  stale_pending: m.rule_stale_pending,
  override: m.rule_override,
  bill: m.rule_bill,
  none: m.rule_none,
};

function ruleName(rule: string, language: Language): string {
  return RULES[rule.replaceAll(' ', '_')]?.({}, { locale: language }) ?? rule;
}

const TABLES: Record<string, Word> = {
  bills: m.rec_table,
  attempts: m.table_attempts,
  campuses: m.table_campuses,
  buildings: m.table_buildings,
  calendar: m.table_calendar,
};

/** What a table of the contract is called. */
export function tableName(table: string, language: Language): string {
  return TABLES[table]?.({}, { locale: language }) ?? table;
}

/** The state of the data in one sentence. */
export function qualityHeadline(quality: QualityAnswer, timezone: string, language: Language): string {
  const locale = { locale: language };
  const rejected = quality.batches.reduce((sum, batch) => sum + batch.rows_rejected, 0);
  const share = rate(ratio(quality.unknown_failures, quality.failures), language);
  return m.data_head(
    {
      attempts: exact(quality.attempts, language),
      time: moment(quality.data_through, timezone),
      rejected: rejected
        ? m.data_rejected_some({ n: exact(rejected, language) }, locale)
        : m.data_rejected_none({}, locale),
      unknown: m.data_unknown_share({ share }, locale),
    },
    locale,
  );
}

/** A line of the table of rules. */
export type RuleShare = { rule: string; name: string; failures: number; categories: Category[] };

/** How many failures each rule decided, most first, with the three categories that it gave most often. */
export function ruleShares(rules: QualityAnswer['rules'], language: Language): RuleShare[] {
  const byRule = new Map<string, RuleShare>();
  for (const { rule, category, failures } of rules.toSorted((a, b) => b.failures - a.failures)) {
    const share = byRule.get(rule) ?? { rule, name: ruleName(rule, language), failures: 0, categories: [] };
    share.failures += failures;
    if (share.categories.length < 3) share.categories.push(category);
    byRule.set(rule, share);
  }
  return [...byRule.values()].sort((a, b) => b.failures - a.failures);
}
