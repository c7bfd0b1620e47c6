import { createHmac } from 'node:crypto';
import type { AlertMessage } from '../../../contracts/index.ts';
import { byStatus, post, type Outcome } from './http.ts';

/** What a webhook is told beside the words. */
export interface WebhookFacts {
  id: string;
  event: string;
  incidents: string[];
}

/**
 * A receiver of one's own: JSON `{id, event, incidents, title, lines, link}`, the delivery's id as `Idempotency-Key`
 * too (the same in every attempt). With a secret, `X-Payweather-Signature: t=SECONDS,v1=HEX` holds the HMAC-SHA-256
 * of "SECONDS.body" under it; a receiver refuses what is older than it likes. 2xx is sent; 408, 429 (with
 * `Retry-After`) and 5xx are tried again; anything else is final.
 * @see docs/decisions/alerts.md
 */
export async function sendWebhook(
  { url, secret }: { url: string; secret: string },
  { title, lines, link }: AlertMessage,
  now: number,
  facts: WebhookFacts,
): Promise<Outcome> {
  const body = JSON.stringify({ ...facts, title, lines, link });
  const seconds = Math.floor(now / 1000);
  const answer = await post(url, body, {
    'idempotency-key': facts.id,
    ...(secret && { 'x-payweather-signature': `t=${seconds},v1=${hmac(secret, `${seconds}.${body}`)}` }),
  });
  return 'sent' in answer ? answer : byStatus(answer);
}

const hmac = (key: string, text: string) => createHmac('sha256', key).update(text).digest('hex');
