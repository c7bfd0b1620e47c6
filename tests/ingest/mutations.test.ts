import { describe, expect, it } from 'vitest';
import { Refusal } from '../../ingest/errors.ts';
import { csvOf, seeded, shuffled, workspace } from './support.ts';

type Mutate = (text: Buffer, random: () => number) => Buffer;

const pick = (random: () => number, below: number) => Math.floor(random() * below);

const lines = (change: (lines: string[], random: () => number) => string[]): Mutate => {
  return (text, random) => Buffer.from(change(text.toString('utf8').split('\n'), random).join('\n'));
};

const ODD = ['"', ',', '\n', '\r', '\r\n', '\0', '\t', '"\n"', '\u00a0', '，', '\u001f', '{', '}', '\\', ' '];

/** Ways in which a log gets damaged. */
const MUTATIONS: Record<string, Mutate> = {
  'flipped bytes': (text, random) => {
    const damaged = Buffer.from(text);
    for (let n = 0; n < 4; n += 1)
      damaged[80 + pick(random, damaged.length - 80)] = pick(random, n === 0 ? 256 : 128);
    return damaged;
  },
  truncated: (text, random) => text.subarray(0, 1 + pick(random, text.length - 1)),
  'beginning lost': (text, random) => text.subarray(pick(random, text.length - 1)),
  'odd characters': (text, random) => {
    let damaged = text.toString('utf8');
    for (let n = 0; n < 3; n += 1) {
      const at = pick(random, damaged.length);
      damaged = damaged.slice(0, at) + ODD[pick(random, ODD.length)] + damaged.slice(at + pick(random, 2));
    }
    return Buffer.from(damaged);
  },
  'lines shuffled': lines(([header = '', ...rest], random) => [header, ...shuffled(rest, random)]),
  'lines repeated': lines((all, random) => all.flatMap((line) => (random() < 0.2 ? [line, line] : [line]))),
  'blank lines': lines((all, random) => all.flatMap((line) => (random() < 0.2 ? [line, ''] : [line]))),
  'line ends of Windows': lines((all) => all.map((line) => `${line}\r`)),
  'fields moved': lines((all, random) =>
    all.map((line, n) => (n > 0 && random() < 0.3 ? shuffled(line.split(','), random).join(',') : line)),
  ),
  'fields lost or won': lines((all, random) =>
    all.map((line, n) => {
      if (n === 0 || random() < 0.7) return line;
      return random() < 0.5 ? line.split(',').slice(pick(random, 4)).join(',') : `${line},${random()}`;
    }),
  ),
};

function log(random: () => number): Record<string, string>[] {
  return Array.from({ length: 12 }, (_, n) => ({
    attempt_id: `a${pick(random, 10)}`,
    attempted_at: `2026-03-0${1 + (n % 9)} 12:00:0${n % 10}`,
    status: ['succeeded', 'failed', 'cancelled', 'pending'][pick(random, 4)] ?? '',
    campus_id: 'north',
    channel: 'alipay',
    payer_id: `payer-${n}`,
    error_message: ['', '余额不足', 'said "no", twice', 'two\nlines'][pick(random, 4)] ?? '',
    amount: '12.50',
    latency_ms: String(pick(random, 9000)),
    updated_at: n % 3 === 0 ? '' : `2026-03-1${pick(random, 10)} 00:00:00`,
  }));
}

const FORMATS = {
  csv: csvOf,
  ndjson: (rows: Record<string, string>[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join(''),
};

const each = Object.keys(FORMATS).flatMap((format) =>
  Object.keys(MUTATIONS).map((name) => [format, name] as const),
);

describe('a damaged log', { timeout: 120_000 }, () => {
  it.each(each)(
    '%s with %s: each row ends in one place, or the file is refused in one line',
    async (format, name) => {
      const place = workspace();
      const random = seeded(name.length + format.length);
      const refused: string[] = [];
      let loaded = 0;
      for (let n = 0; n < 8; n += 1) {
        const whole = Buffer.from(FORMATS[format as keyof typeof FORMATS](log(random)));
        const text = MUTATIONS[name]?.(whole, random) ?? whole;
        const file = place.write(`${n}.${format}`, text);
        try {
          const { files } = await place.load(file, { publish: false });
          const [report] = files;
          if (report === undefined) throw new Error('no report');
          loaded += 1;
          if (format === 'ndjson') {
            const lines = text.toString('utf8').split(/[\r\n]+/);
            expect(report.rows_read).toBe(lines.filter((line) => /[^ \t]/.test(line)).length);
          }
          expect(report.rows_read).toBe(
            report.rows_accepted + report.rows_updated + report.rows_duplicate + report.rows_rejected,
          );
          expect(report.rejected.reduce((sum, { count }) => sum + count, 0)).toBe(report.rows_rejected);
        } catch (error) {
          if (!(error instanceof Refusal)) throw error;
          expect(error.message).not.toContain('\n');
          expect(error.message).toContain(`${n}.${format}`);
          refused.push(error.message);
        }
      }
      const hopeless = format === 'csv' && name === 'beginning lost';
      expect(loaded).toBeGreaterThanOrEqual(hopeless ? 0 : 4);
      const [stored] = await place.work(
        `SELECT
         (SELECT count(*)::INTEGER FROM raw_attempts) AS attempts,
         (SELECT count(DISTINCT attempt_id)::INTEGER FROM raw_attempts) AS ids,
         (SELECT count(*)::INTEGER FROM raw_attempts WHERE reason IS NOT NULL) AS wrong,
         (SELECT coalesce(sum(rows_accepted), 0)::INTEGER FROM raw_batches) AS accepted,
         (SELECT count(*)::INTEGER FROM raw_rejects) AS rejects,
         (SELECT coalesce(sum(rows_rejected), 0)::INTEGER FROM raw_batches) AS rejected`,
      );
      expect(stored).toMatchObject({ attempts: stored?.['accepted'], ids: stored?.['attempts'], wrong: 0 });
      expect(stored?.['rejects']).toBe(stored?.['rejected']);
    },
  );
});
