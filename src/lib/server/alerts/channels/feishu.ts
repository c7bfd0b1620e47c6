import { createHmac } from 'node:crypto';
import type { AlertMessage } from '../../../contracts/index.ts';
import { byCode, post, type Outcome } from './http.ts';
import { fitting, plain } from './text.ts';

/** 11232 and 99991400: too often; 9499 too, but only where the words say so: it also stands for a bad request. */
function passing(code: number, text: string): number | undefined {
  if (code === 11232 || code === 99991400) return 60_000;
  return code === 9499 && /too many/i.test(text) ? 60_000 : undefined;
}

/**
 * A group robot of Feishu or Lark (飞书): `text` in a body of at most 20 KB; with a secret, the body also holds
 * `timestamp` (s, at most an hour off) and `sign`, the Base64 of the HMAC-SHA-256 of nothing under "timestamp\nsecret".
 * `code` 0 is sent, 19021 a wrong sign or an old timestamp, 19024 a missing keyword, 19022 an address that is not
 * allowed; at most 100 messages a minute and 5 a second.
 * @see https://open.feishu.cn/document/client-docs/bot-v3/add-custom-bot
 */
export async function sendFeishu(
  { url, secret }: { url: string; secret: string },
  message: AlertMessage,
  now: number,
): Promise<Outcome> {
  const timestamp = String(Math.floor(now / 1000));
  const proof = secret && {
    timestamp,
    sign: createHmac('sha256', `${timestamp}\n${secret}`).update('').digest('base64'),
  };
  const body = { ...(proof || {}), msg_type: 'text', content: { text: fitting(plain(message), 15_000) } };
  const answer = await post(url, JSON.stringify(body));
  return 'sent' in answer ? answer : byCode(answer, passing);
}
