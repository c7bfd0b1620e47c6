import type { AlertMessage } from '../../../contracts/index.ts';
import { byCode, post, type Outcome } from './http.ts';
import { fitting, markdown } from './text.ts';

/** Codes after which waiting helps: -1 the system is busy, 45009 more than 20 messages a minute. */
const PASSING: Record<number, number> = { [-1]: 0, 45009: 60_000 };

/**
 * A group robot of WeCom (企业微信): `markdown` of at most 4096 bytes, to an address that is the secret; `errcode` 0
 * is sent, 93000 an address that is not valid, 40058 a message that is too long; at most 20 messages a minute.
 * @see https://developer.work.weixin.qq.com/document/path/91770
 */
export async function sendWecom({ url }: { url: string }, message: AlertMessage): Promise<Outcome> {
  const body = { msgtype: 'markdown', markdown: { content: fitting(markdown(message), 4096) } };
  const answer = await post(url, JSON.stringify(body));
  return 'sent' in answer ? answer : byCode(answer, (code) => PASSING[code]);
}
