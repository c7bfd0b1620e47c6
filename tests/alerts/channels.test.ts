import { afterEach, describe, expect, it } from 'vitest';
import type { AlertTarget } from '../../src/lib/contracts/index.ts';
import { send } from '../../src/lib/server/alerts/channels/index.ts';
import { MESSAGE } from './samples.ts';
import { dingtalk, feishu, receive, webhook, wecom, type Receiver } from './receivers.ts';

const LONG = { ...MESSAGE, lines: Array.from({ length: 400 }, () => MESSAGE.lines[0]!) };
const FACTS = { id: 'd1', event: 'opened', incidents: ['i1'] };
const HOUR = 60 * 60_000;

const open: Receiver[] = [];
const use = async (receiver: Promise<Receiver>) => {
  open.push(await receiver);
  return receiver;
};
afterEach(async () => {
  for (const receiver of open.splice(0)) await receiver.close();
});

const to = (target: AlertTarget, message = MESSAGE, now = Date.now()) => send(target, message, FACTS, now);

describe('WeCom', () => {
  it('takes markdown, short enough, without the markup of others', async () => {
    const robot = await use(wecom('key-0123456789'));
    const target = {
      channel: 'wecom',
      url: `${robot.origin}/cgi-bin/webhook/send?key=key-0123456789`,
      secret: '',
    } as const;
    expect(await to(target)).toMatchObject({ sent: true });
    expect(await to(target, LONG)).toMatchObject({ sent: true });
    const { content } = robot.got[0]!.body['markdown'] as { content: string };
    expect(content).toContain('[在支付气象台查看](https://pay.example/incidents/i1)');
    expect(content).not.toContain('*12:05*');
    expect(robot.got[1]!.text).toContain(MESSAGE.link);
  });

  it('is given up for a wrong key, without telling the key, and waited for when it is too much', async () => {
    const robot = await use(wecom('key-0123456789', 1));
    const url = `${robot.origin}/cgi-bin/webhook/send?key=`;
    const wrong = await to({ channel: 'wecom', url: `${url}wrong-key-0123`, secret: '' });
    expect(wrong).toMatchObject({ sent: false, final: true });
    expect(JSON.stringify(wrong)).toContain('93000');
    expect(JSON.stringify(wrong)).not.toContain('wrong-key');
    const right = { channel: 'wecom', url: `${url}key-0123456789`, secret: '' } as const;
    await to(right);
    expect(await to(right)).toMatchObject({ sent: false, final: false, wait_ms: 60_000 });
  });
});

describe('DingTalk', () => {
  const target = (robot: Receiver, secret: string): AlertTarget => ({
    channel: 'dingtalk',
    url: `${robot.origin}/robot/send?access_token=token-0123456789`,
    secret,
  });

  it('takes what is signed, and signed now', async () => {
    const robot = await use(dingtalk('token-0123456789', 'SEC+/=key', 1));
    expect(await to(target(robot, 'SEC+/=key'))).toMatchObject({ sent: true });
    expect(await to(target(robot, 'SEC+/=key'))).toMatchObject({ final: false, wait_ms: 600_000 });
    expect(await to(target(robot, 'another'))).toMatchObject({ sent: false, final: true });
    expect(await to(target(robot, 'SEC+/=key'), MESSAGE, Date.now() - 2 * HOUR)).toMatchObject({
      sent: false,
      final: true,
      error: expect.stringContaining('310000'),
    });
  });
});

describe('Feishu', () => {
  const target = (robot: Receiver, secret: string): AlertTarget => ({
    channel: 'feishu',
    url: `${robot.origin}/open-apis/bot/v2/hook/hook-0123456789`,
    secret,
  });

  it('takes what is signed, and signed now', async () => {
    const robot = await use(feishu('hook-0123456789', 'secret', 2));
    expect(await to(target(robot, 'secret'))).toMatchObject({ sent: true });
    expect(await to(target(robot, 'secret'), LONG)).toMatchObject({ sent: true });
    expect(await to(target(robot, 'secret'))).toMatchObject({ final: false, wait_ms: 60_000 });
    expect(await to(target(robot, 'secrets'))).toMatchObject({
      final: true,
      error: expect.stringContaining('19021'),
    });
    expect(await to(target(robot, 'secret'), MESSAGE, Date.now() - 2 * HOUR)).toMatchObject({ final: true });
  });

  it('tells too many requests from a bad one', async () => {
    const busy = await use(receive(() => ({ status: 400, body: { code: 9499, msg: 'too many request' } })));
    const bad = await use(receive(() => ({ status: 400, body: { code: 9499, msg: 'Bad Request' } })));
    expect(await to(target(busy, ''))).toMatchObject({ final: false });
    expect(await to(target(bad, ''))).toMatchObject({ final: true });
  });
});

describe('a webhook', () => {
  const target = (hook: Receiver, secret: string): AlertTarget => ({
    channel: 'webhook',
    url: `${hook.origin}/in`,
    secret,
  });

  it('can check the signature and tell repeats', async () => {
    const hook = await use(webhook('shared'));
    expect(await to(target(hook, 'shared'))).toMatchObject({ sent: true });
    expect(hook.got[0]!.headers['idempotency-key']).toBe('d1');
    expect(hook.got[0]!.body).toMatchObject({
      id: 'd1',
      event: 'opened',
      incidents: ['i1'],
      title: MESSAGE.title,
    });
    expect(await to(target(hook, 'other'))).toMatchObject({ sent: false, final: true });
    expect(await to(target(hook, 'shared'), MESSAGE, Date.now() - HOUR)).toMatchObject({ final: true });
  });

  it.each([
    [{ status: 500 }, { final: false }],
    [
      { status: 429, headers: { 'retry-after': '7' } },
      { final: false, wait_ms: 7000 },
    ],
    [{ status: 404 }, { final: true }],
    [{ status: 504 }, { final: false, unsure: true }],
    [{ status: 302, headers: { location: 'http://127.0.0.1:1/' } }, { final: true }],
  ])('that answers %j is %j', async (reply, outcome) => {
    const hook = await use(receive(() => reply));
    expect(await to(target(hook, ''))).toMatchObject({ sent: false, ...outcome });
    expect(hook.got).toHaveLength(1);
  });

  it('that nobody runs is tried again', async () => {
    const hook = await use(receive(() => ({})));
    await hook.close();
    const outcome = await to(target(hook, ''));
    expect(outcome).toMatchObject({ sent: false, final: false, error: 'ECONNREFUSED', unsure: false });
  });
});
