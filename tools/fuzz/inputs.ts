import { stringify } from 'csv-stringify/sync';
import { seededRandom } from '../bench/kill.ts';
import { DEAR, MUTATIONS } from './mutations.ts';
import { oneOf, pick, type Random } from './random.ts';

/** One file to be loaded. */
export interface FuzzInput {
  name: string;
  bytes: Buffer;
  /** What was done to it. */
  damage: string[];
}

/** One in so many inputs gets a cell of 10 MB. */
const DEAR_EVERY = 500;

const log = (random: Random): Record<string, string>[] =>
  Array.from({ length: 12 }, (_, n) => ({
    attempt_id: `a${pick(random, 1_000_000)}`,
    attempted_at: `2026-03-0${1 + (n % 9)} 12:00:0${n % 10}`,
    status: oneOf(random, ['succeeded', 'failed', 'cancelled', 'pending']),
    campus_id: 'north',
    channel: 'alipay',
    payer_id: `payer-${n}`,
    error_message: oneOf(random, ['', '余额不足', 'said "no", twice', 'two\nlines']),
    amount: '12.50',
    latency_ms: String(pick(random, 9000)),
    updated_at: n % 3 === 0 ? '' : `2026-03-1${pick(random, 10)} 00:00:00`,
  }));

const FORMATS: Record<string, (rows: Record<string, string>[]) => string> = {
  csv: (rows) => stringify(rows, { header: true }),
  ndjson: (rows) => rows.map((row) => `${JSON.stringify(row)}\n`).join(''),
};

/** The input of a number, the same for the same seed: a log of 12 rows, damaged in one to three ways. */
export function fuzzInput(seed: number, index: number): FuzzInput {
  const random = seededRandom(seed * 1_000_003 + index);
  for (let n = 0; n < 5; n++) random();
  const format = oneOf(random, Object.keys(FORMATS));
  let bytes: Buffer = Buffer.from(FORMATS[format]!(log(random)));
  const damage: string[] = [];
  if (index % DEAR_EVERY === DEAR_EVERY - 1) damage.push(...Object.keys(DEAR));
  for (let n = 1 + pick(random, 3); n > 0; n--) damage.push(oneOf(random, Object.keys(MUTATIONS)));
  for (const name of damage) if (bytes.length > 1) bytes = (MUTATIONS[name] ?? DEAR[name])!(bytes, random);
  return { name: `${index}.${format}`, bytes, damage };
}
