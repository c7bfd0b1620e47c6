import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

const HOUR_MS = 60 * 60_000;

/** A request as a receiver got it. */
export interface Got {
  url: URL;
  headers: IncomingHttpHeaders;
  text: string;
  body: Record<string, unknown>;
}
/** What a receiver answers. */
export interface Reply {
  status?: number;
  headers?: Record<string, string>;
  body?: unknown;
}
export interface Receiver {
  origin: string;
  got: Got[];
  close(): Promise<void>;
}

/** A server of this machine that keeps what it gets, and answers as it is told. */
export async function receive(answer: (got: Got) => Reply | Promise<Reply>): Promise<Receiver> {
  const got: Got[] = [];
  const server: Server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const text = Buffer.concat(parts).toString('utf8');
      const one = {
        url: new URL(request.url ?? '/', 'http://receiver'),
        headers: request.headers,
        text,
        body: JSON.parse(text) as Record<string, unknown>,
      };
      got.push(one);
      void Promise.resolve(answer(one)).then(({ status = 200, headers = {}, body }) => {
        response.writeHead(status, { 'content-type': 'application/json', ...headers });
        response.end(body === undefined ? '' : JSON.stringify(body));
      });
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    got,
    async close() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

const isFresh = (ms: number) => Math.abs(Date.now() - ms) <= HOUR_MS;

/** At most so many in a minute. */
function limiter(most: number) {
  let times: number[] = [];
  return () => {
    times = [...times.filter((time) => time > Date.now() - 60_000), Date.now()];
    return times.length <= most;
  };
}

/** WeCom's group robot, as https://developer.work.weixin.qq.com/document/path/91770 has it. */
export function wecom(key: string, most = 20) {
  const allowed = limiter(most);
  return receive(({ url, body }) => {
    const { content } = (body['markdown'] ?? {}) as { content?: string };
    const say = (errcode: number, errmsg: string) => ({ body: { errcode, errmsg } });
    if (url.pathname !== '/cgi-bin/webhook/send' || url.searchParams.get('key') !== key)
      return say(93000, `invalid webhook url, key ${url.searchParams.get('key')}`);
    if (!allowed()) return say(45009, 'api freq out of limit');
    if (body['msgtype'] !== 'markdown' || !content) return say(40008, 'invalid message type');
    if (Buffer.byteLength(content) > 4096) return say(40058, 'markdown.content exceed max length 4096');
    return say(0, 'ok');
  });
}

/** DingTalk's robot with a sign, as https://open.dingtalk.com/document/robots/customize-robot-security-settings has it. */
export function dingtalk(token: string, secret: string, most = 20) {
  const allowed = limiter(most);
  return receive(({ url, body }) => {
    const say = (errcode: number, errmsg: string) => ({ body: { errcode, errmsg } });
    const { title, text } = (body['markdown'] ?? {}) as { title?: string; text?: string };
    const timestamp = url.searchParams.get('timestamp') ?? '';
    const sign = createHmac('sha256', secret).update(`${timestamp}\n${secret}`).digest('base64');
    if (url.searchParams.get('access_token') !== token) return say(300005, 'token is not exist');
    if (!/^\d{13}$/.test(timestamp) || !isFresh(Number(timestamp))) return say(310000, 'invalid timestamp');
    if (url.searchParams.get('sign') !== sign) return say(310000, 'sign not match');
    if (!allowed()) return say(130101, 'send too fast, exceed 20 times per minute');
    if (body['msgtype'] !== 'markdown' || !title || !text) return say(40035, 'invalid parameters');
    return say(0, 'ok');
  });
}

/** Feishu's custom bot with a sign, as https://open.feishu.cn/document/client-docs/bot-v3/add-custom-bot has it. */
export function feishu(hook: string, secret: string, most = 100) {
  const allowed = limiter(most);
  return receive(({ url, body, text }) => {
    const say = (code: number, msg: string, status = 200) => ({ status, body: { code, msg, data: {} } });
    const timestamp = String(body['timestamp']);
    const sign = createHmac('sha256', `${timestamp}\n${secret}`).update('').digest('base64');
    if (url.pathname !== `/open-apis/bot/v2/hook/${hook}`)
      return say(19001, 'param invalid: incoming webhook access token invalid', 400);
    if (!/^\d{10}$/.test(timestamp) || !isFresh(Number(timestamp) * 1000) || body['sign'] !== sign)
      return say(19021, 'sign match fail or timestamp is not within one hour from current time');
    if (!allowed()) return say(11232, 'frequency limited');
    if (text.length > 20 * 1024 || body['msg_type'] !== 'text') return say(9499, 'Bad Request', 400);
    return say(0, 'success');
  });
}

/** A webhook that checks our own signature, and refuses what is older than five minutes. */
export function webhook(secret: string, answer: (got: Got) => Reply = () => ({})) {
  return receive((got) => {
    const [, seconds = '', sign] =
      /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(got.headers['x-payweather-signature'])) ?? [];
    const own = createHmac('sha256', secret).update(`${seconds}.${got.text}`).digest('hex');
    const isRight = sign === own && Math.abs(Date.now() / 1000 - Number(seconds)) < 300;
    return isRight ? answer(got) : { status: 401, body: { error: 'signature' } };
  });
}
