import type { AlertChannel, AlertRule, WhenUnsure } from '../contracts/index.ts';
import type { Language } from '../format/index.ts';
import { m } from '../paraglide/messages.js';
import { severityWord } from './incidents.ts';

/** What channels are called. */
export const CHANNEL_NAMES: Record<AlertChannel, () => string> = {
  wecom: m.alerts_channel_wecom,
  dingtalk: m.alerts_channel_dingtalk,
  feishu: m.alerts_channel_feishu,
  email: m.alerts_channel_email,
  webhook: m.alerts_channel_webhook,
};

/** What the states of a delivery are called. */
export const STATE_NAMES = {
  queued: m.alerts_state_queued,
  sending: m.alerts_state_sending,
  sent: m.alerts_state_sent,
  failed: m.alerts_state_failed,
  dead: m.alerts_state_dead,
};

/** What becomes of a message that may have arrived. */
export const UNSURE_NAMES: Record<WhenUnsure, () => string> = {
  again: m.alerts_unsure_again,
  leave: m.alerts_unsure_leave,
};

/** Why a message was given up, where it was not the receiver who said so. */
const GIVEN_UP: Record<string, () => string> = {
  'rule deleted': m.alerts_gone_rule,
  'it may have arrived': m.alerts_gone_unsure,
};

/** What became of a message: the receiver's own words, or ours. */
export const answerWords = (answer: string) => GIVEN_UP[answer]?.() ?? answer;

/** What the fields of a rule are called. */
export const FIELD_NAMES: Record<string, () => string> = {
  name: m.alerts_field_name,
  url: m.alerts_field_url,
  secret: m.alerts_field_secret,
  host: m.alerts_field_host,
  port: m.alerts_field_port,
  tls: m.alerts_field_tls,
  user: m.alerts_field_user,
  password: m.alerts_field_password,
  from: m.alerts_field_from,
  to: m.alerts_field_to,
  language: m.alerts_field_language,
  timezone: m.alerts_field_timezone,
  base_url: m.alerts_field_base_url,
  verdicts: m.alerts_field_verdicts,
  categories: m.alerts_field_categories,
  campus_id: m.alerts_field_campus_id,
  building_id: m.alerts_field_building_id,
  pay_channel: m.alerts_field_pay_channel,
  bank: m.alerts_field_bank,
  least_severity: m.alerts_field_least_severity,
  least_excess: m.alerts_field_least_excess,
  least_money: m.alerts_field_least_money,
  quiet_from: m.alerts_field_quiet_from,
  quiet_to: m.alerts_field_quiet_to,
  digest_at: m.alerts_field_digest_at,
  when_unsure: m.alerts_field_when_unsure,
};

/** In a few words, from what on and when a rule tells. */
export function whenOf(
  { least_severity, quiet, digest_at }: Pick<AlertRule, 'least_severity' | 'quiet' | 'digest_at'>,
  language: Language,
): string {
  const locale = { locale: language };
  const severity = severityWord(least_severity, language);
  return [
    m.alerts_when_from({ severity }, locale),
    ...(quiet ? [m.alerts_when_quiet(quiet, locale)] : []),
    ...(digest_at ? [m.alerts_when_digest({ time: digest_at }, locale)] : []),
  ].join(language === 'en' ? '; ' : '；');
}
