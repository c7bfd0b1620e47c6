import pino from 'pino';

/** The server's log: one JSON object a line, on standard error. */
export const log = pino(
  { name: 'payweather', level: process.env['PAYWEATHER_LOG'] ?? 'info' },
  pino.destination(2),
);
