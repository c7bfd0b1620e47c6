import { randomUUID } from 'node:crypto';
import pino from 'pino';

/** The server's log: one JSON object a line, on standard error. */
export const log = pino(
  { name: 'payweather', level: process.env['PAYWEATHER_LOG'] ?? 'info' },
  pino.destination(2),
);

/** Writes down what went wrong; gives the id by which a reader can name it. */
export function logged(error: unknown, message: string, at: { path?: string } = {}): string {
  const id = randomUUID().slice(0, 8);
  log.error({ id, ...at, err: error }, message);
  return id;
}
