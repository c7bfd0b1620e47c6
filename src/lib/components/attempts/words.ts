import type { AttemptRow, Status } from '../../contracts/index.ts';
import { day, type Language } from '../../format/index.ts';
import { m } from '../../paraglide/messages.js';

type Word = (inputs: Record<string, never>, options: { locale: Language }) => string;

const STATUS_WORDS: Record<Status, Word> = {
  succeeded: m.status_succeeded,
  failed: m.status_failed,
  cancelled: m.status_cancelled,
  pending: m.status_pending,
};
const FEEDBACK_WORDS: Record<string, Word> = {
  popup: m.feedback_popup,
  sms: m.feedback_sms,
  status_page: m.feedback_status_page,
};
const RULE_WORDS: Record<string, Word> = {
  'exact code': m.rule_exact_code,
  'message pattern': m.rule_message_pattern,
  'transport error': m.rule_transport_error,
  stale_pending: m.rule_stale_pending,
  override: m.rule_override,
};

export const statusWord = (status: Status, language: Language) =>
  STATUS_WORDS[status]({}, { locale: language });

/** Which rule put a failure into its category. */
export const ruleWord = (rule: string, language: Language) =>
  RULE_WORDS[rule]?.({}, { locale: language }) ?? rule;

/** How the payer was told: `popup+sms` as words. */
export const feedbackWord = (channels: string | null, language: Language) =>
  (channels ?? '')
    .split('+')
    .map((one) => FEEDBACK_WORDS[one]?.({}, { locale: language }) ?? one)
    .join(' + ');

/** What the code means, in the reader's language. */
export const meaningOf = (attempt: AttemptRow, language: Language) =>
  language === 'en' ? attempt.meaning_en : attempt.meaning_zh;

/** What the payer should be told, in the reader's language. */
export const hintOf = (attempt: AttemptRow, language: Language) =>
  language === 'en' ? attempt.hint_en : attempt.hint_zh;

/** Campus time of an attempt: its day, and its time to the second. */
export function localTime(attempt: AttemptRow, language: Language): { day: string; time: string } {
  const [date = '', time = ''] = attempt.local_time.split('T');
  return { day: day(date, language), time: time.slice(0, 8) };
}

/** Campus time of an attempt to the minute: `2026-09-30 23:59`. */
export const campusMoment = ({ local_time }: AttemptRow): string => local_time.slice(0, 16).replace('T', ' ');

/** The address of the story of an attempt's order; none where the log names no order. */
export function storyHref(attempt: AttemptRow): string | null {
  if (attempt.order_id === null) return null;
  const campus = new URLSearchParams({ campus_id: attempt.campus_id });
  return `/orders/${encodeURIComponent(attempt.order_id)}?${campus}`;
}
