import type { AlertChannel, AlertMessage, AlertTarget } from '../../../contracts/index.ts';
import { withoutSecrets } from '../rules.ts';
import { sendDingtalk } from './dingtalk.ts';
import { sendEmail } from './email.ts';
import { sendFeishu } from './feishu.ts';
import type { Outcome } from './http.ts';
import { sendWebhook, type WebhookFacts } from './webhook.ts';
import { sendWecom } from './wecom.ts';

export type { Outcome } from './http.ts';

/** What a channel bears in a minute, by its vendor's documents; mail and webhooks have no limit of ours. */
export const PER_MINUTE: Record<AlertChannel, number> = {
  wecom: 20,
  dingtalk: 20,
  feishu: 100,
  email: Infinity,
  webhook: Infinity,
};

/** Sends one message to one target, once. What comes back holds none of the target's secrets. */
export async function send(
  target: AlertTarget,
  message: AlertMessage,
  facts: WebhookFacts,
  now: number,
): Promise<Outcome> {
  const outcome = await sendBy(target, message, facts, now);
  return outcome.sent
    ? { ...outcome, answer: withoutSecrets(outcome.answer, target) }
    : { ...outcome, error: withoutSecrets(outcome.error, target) };
}

function sendBy(
  target: AlertTarget,
  message: AlertMessage,
  facts: WebhookFacts,
  now: number,
): Promise<Outcome> {
  if (target.channel === 'email') return sendEmail(target, message, facts.id);
  if (target.channel === 'wecom') return sendWecom(target, message);
  if (target.channel === 'dingtalk') return sendDingtalk(target, message, now);
  if (target.channel === 'feishu') return sendFeishu(target, message, now);
  return sendWebhook(target, message, now, facts);
}
