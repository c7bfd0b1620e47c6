import { createTransport } from 'nodemailer';
import type { AlertMessage, AlertTarget } from '../../../contracts/index.ts';
import type { Outcome } from './http.ts';
import { plain } from './text.ts';

type MailTarget = AlertTarget & { channel: 'email' };

/** What nodemailer says of an error: the server's answer if there was one, or the call to the system that failed. */
interface Failure {
  responseCode: number;
  syscall: string;
}

/**
 * A plain-text mail by SMTP (RFC 5321): TLS from the first byte or STARTTLS where it is offered. The delivery's id is
 * the `Message-ID`, the same in every attempt. A 5yz answer is final (§4.2.1); where there was none although the
 * server was reached, the mail may have been taken.
 */
export async function sendEmail(target: MailTarget, message: AlertMessage, id: string): Promise<Outcome> {
  const { host, port, tls, user, password, from, to } = target;
  const transport = createTransport({
    host,
    port,
    secure: tls,
    auth: user ? { user, pass: password } : undefined,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 20_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    const { response } = await transport.sendMail({
      from,
      to,
      subject: message.title,
      text: plain(message),
      messageId: `<${id}@payweather.invalid>`,
      headers: { 'Auto-Submitted': 'auto-generated' },
    });
    return { sent: true, answer: response };
  } catch (error) {
    const { message: words, responseCode = 0, syscall = '' } = error as Error & Partial<Failure>;
    const unsure = responseCode === 0 && !['connect', 'getaddrinfo'].includes(syscall);
    return { sent: false, error: words, final: responseCode >= 500, unsure };
  } finally {
    transport.close();
  }
}
