import { createHmac } from 'node:crypto';
import type { AlertMessage } from '../../../contracts/index.ts';
import { byCode, post, type Outcome } from './http.ts';
import { fitting, markdown } from './text.ts';

/** Codes after which waiting helps: -1 busy; more than 20 messages a minute (old and new code), barred for 10 minutes. */
const PASSING: Record<number, number> = { [-1]: 0, 130101: 10 * 60_000, 410100: 10 * 60_000 };

/**
 * A group robot of DingTalk (钉钉): with a secret, the address gets `timestamp` (ms, at most an hour off) and `sign`,
 * the Base64 of the HMAC-SHA-256 of "timestamp\nsecret" under the secret, written for a URL. `errcode` 0 is sent,
 * 310000 a wrong sign, an old timestamp or a missing keyword; at most 20 messages a minute.
 * @see https://open.dingtalk.com/document/robots/custom-robot-access
 * @see https://open.dingtalk.com/document/robots/customize-robot-security-settings
 */
export async function sendDingtalk(
  { url, secret }: { url: string; secret: string },
  message: AlertMessage,
  now: number,
): Promise<Outcome> {
  const body = {
    msgtype: 'markdown',
    markdown: { title: message.title, text: fitting(markdown(message), 20_000) },
  };
  const answer = await post(signed(url, secret, now), JSON.stringify(body));
  return 'sent' in answer ? answer : byCode(answer, (code) => PASSING[code]);
}

function signed(url: string, secret: string, now: number): string {
  if (!secret) return url;
  const address = new URL(url);
  const sign = createHmac('sha256', secret).update(`${now}\n${secret}`).digest('base64');
  address.searchParams.set('timestamp', String(now));
  address.searchParams.set('sign', sign);
  return address.href;
}
