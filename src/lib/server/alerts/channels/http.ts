import { z } from 'zod';

/** How long a receiver may take. */
const TIMEOUT_MS = 10_000;

/** A receiver that asks for a longer pause is asked again after this. */
const LONGEST_PAUSE_S = 60 * 60;

/**
 * What a receiver made of a message; what cannot be cured by waiting is `final`, what may have arrived although nobody
 * said so is `unsure`.
 */
export type Outcome =
  | { sent: true; answer: string }
  | { sent: false; error: string; final: boolean; wait_ms?: number; unsure?: boolean };

/** An answer over HTTP. */
export interface Answer {
  status: number;
  text: string;
  retryAfter: string | null;
}

/** Ends of a connection that may come after the whole request; others come before it. */
const LATE = ['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET', 'UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT'];
/** A proxy that got no answer from behind it: what was asked may have been done. */
const PROXIES = [502, 504];

/** Posts JSON. An answer that breaks off is as good as its status. No redirect is followed: the message goes where the operator said, or nowhere. */
export async function post(
  url: string,
  body: string,
  headers: Record<string, string> = {},
): Promise<Answer | Outcome> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8', 'user-agent': 'payweather', ...headers },
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const text = (await response.text().catch(() => '')).slice(0, 2000);
    return { status: response.status, text, retryAfter: response.headers.get('retry-after') };
  } catch (error) {
    return { sent: false, final: false, ...reasonOf(error) };
  }
}

/** What a status alone says: 2xx is sent, 408, 429 and 5xx may pass, anything else stays. */
export function byStatus({ status, text, retryAfter }: Answer): Outcome {
  const answer = `HTTP ${status} ${text}`.trim();
  if (status >= 200 && status < 300) return { sent: true, answer };
  const passes = status === 408 || status === 429 || status >= 500;
  const seconds = Math.min(Number(retryAfter), LONGEST_PAUSE_S);
  const wait_ms = seconds > 0 ? seconds * 1000 : undefined;
  return { sent: false, error: answer, final: !passes, wait_ms, unsure: PROXIES.includes(status) };
}

const robotAnswer = z
  .object({ errcode: z.number().optional(), code: z.number().optional() })
  .transform(({ errcode, code }) => errcode ?? code);

/** What a group robot says: its own code counts, 0 is sent; `passing` tells how long to wait after which code. */
export function byCode(answer: Answer, passing: (code: number, text: string) => number | undefined): Outcome {
  const code = robotAnswer.safeParse(json(answer.text)).data;
  if (code === undefined) {
    const outcome = byStatus(answer);
    if (!outcome.sent) return outcome;
    const isCut = answer.text === '';
    return { sent: false, error: `not a robot's answer: ${answer.text}`, final: !isCut, unsure: isCut };
  }
  if (code === 0) return { sent: true, answer: answer.text };
  const wait_ms = passing(code, answer.text);
  return { sent: false, error: answer.text, final: wait_ms === undefined, wait_ms };
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** An error of the network in few words, without the address, and whether the request may have arrived. */
function reasonOf(error: unknown): { error: string; unsure: boolean } {
  const { name, message, cause } = error as Error & { cause?: { code?: string; message?: string } };
  if (name === 'TimeoutError') return { error: `no answer within ${TIMEOUT_MS / 1000} s`, unsure: true };
  return { error: cause?.code ?? cause?.message ?? message, unsure: LATE.includes(cause?.code ?? '') };
}
