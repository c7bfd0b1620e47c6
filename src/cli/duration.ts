import { EXIT, Refusal } from '../../ingest/errors.ts';

const UNITS: Record<string, number> = { '': 1000, s: 1000, m: 60_000, h: 3_600_000 };

/** The longest that a timer can wait. */
const MOST_MS = 2 ** 31 - 1;

/**
 * The milliseconds of `30s`, `5m`, `1h` or a bare number of seconds.
 * @throws Refusal (usage)
 */
export function milliseconds(option: string, text: string): number {
  const [, amount, unit = ''] = /^(\d+(?:\.\d+)?)([smh]?)$/.exec(text.trim()) ?? [];
  const found = Number(amount) * (UNITS[unit] ?? Number.NaN);
  if (found >= 100 && found <= MOST_MS) return found;
  throw new Refusal(`${option} ${text}: give a time such as 30s, 5m or 1h`, EXIT.usage);
}
