import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { describe, expect, it } from 'vitest';
import type { AlertTarget } from '../../src/lib/contracts/index.ts';
import { send } from '../../src/lib/server/alerts/channels/index.ts';
import { MESSAGE } from './samples.ts';

const to = (target: AlertTarget) =>
  send(target, MESSAGE, { id: 'd1', event: 'opened', incidents: ['i1'] }, Date.now());

describe('e-mail', () => {
  async function smtp(refuse?: number) {
    const mails: { text: string; from: string; to: string[] }[] = [];
    const server = new SMTPServer({
      secure: false,
      disabledCommands: ['STARTTLS'],
      allowInsecureAuth: true,
      onAuth: ({ username, password }, _, done) =>
        username === 'duty' && password === 'pass-word-1'
          ? done(null, { user: 'duty' })
          : done(new Error('no')),
      onData(stream, { envelope }, done) {
        const parts: Buffer[] = [];
        stream.on('data', (part: Buffer) => parts.push(part));
        stream.on('end', () => {
          const { mailFrom, rcptTo } = envelope;
          mails.push({
            text: Buffer.concat(parts).toString('utf8'),
            from: mailFrom ? mailFrom.address : '',
            to: rcptTo.map(({ address }) => address),
          });
          done(refuse ? Object.assign(new Error('refused'), { responseCode: refuse }) : null);
        });
      },
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', () => listening()));
    const { port } = server.server.address() as AddressInfo;
    const target = {
      ...{ channel: 'email', host: '127.0.0.1', port, tls: false, user: 'duty', password: 'pass-word-1' },
      ...{ from: 'alerts@pay.example', to: ['a@pay.example', 'b@pay.example'] },
    } as AlertTarget & { channel: 'email' };
    return { mails, target, close: () => new Promise<void>((closed) => server.close(() => closed())) };
  }

  it('arrives with its subject, its words and an id of its own', async () => {
    const { mails, target, close } = await smtp();
    expect(await to(target)).toMatchObject({ sent: true });
    expect(mails[0]).toMatchObject({ from: 'alerts@pay.example', to: ['a@pay.example', 'b@pay.example'] });
    const { text } = mails[0]!;
    expect(text).toContain('Message-ID: <d1@payweather.invalid>');
    expect(text).toMatch(/Subject: =\?UTF-8\?/);
    const [, body = ''] = text.split('\r\n\r\n');
    const words = /base64/.test(text)
      ? Buffer.from(body, 'base64').toString('utf8')
      : Buffer.from(
          body
            .replaceAll('=\r\n', '')
            .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
          'latin1',
        ).toString('utf8');
    expect(words).toContain('平常 5 笔');
    expect(words).toContain(MESSAGE.link);
    await close();
  });

  it('that is refused for now is tried again, for good is not', async () => {
    for (const [code, final] of [
      [451, false],
      [550, true],
    ] as const) {
      const { target, close } = await smtp(code);
      expect(await to(target)).toMatchObject({ sent: false, final });
      await close();
    }
    const { target, close } = await smtp();
    const wrong = await to({ ...target, password: 'pass-word-2' });
    expect(wrong).toMatchObject({ sent: false, final: true });
    expect(JSON.stringify(wrong)).not.toContain('pass-word-2');
    await close();
  });
});
