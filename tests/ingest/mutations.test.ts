import { describe, expect, it } from 'vitest';
import { Refusal } from '../../ingest/errors.ts';
import { MUTATIONS } from '../../tools/fuzz/mutations.ts';
import { pick } from '../../tools/fuzz/random.ts';
import { csvOf, seeded, workspace } from './support.ts';

/** Damage after which it may be that nothing can be used. */
const HOPELESS = new Set([
  'a lying header',
  'beginning lost',
  'gzip, damaged',
  'another encoding cut',
  'flipped bytes',
  'NULs',
]);

/** Damage after which a text is no longer UTF-8. */
const REENCODED = new Set([
  'gzip, damaged',
  'another encoding cut',
  'half a GB18030 character',
  'NULs',
  'flipped bytes',
]);

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

/** Files of each kind of damage; `npm run fuzz` makes thousands. */
const FILES = 4;

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
      for (let n = 0; n < FILES; n += 1) {
        const whole = Buffer.from(FORMATS[format as keyof typeof FORMATS](log(random)));
        const text = MUTATIONS[name]?.(whole, random) ?? whole;
        const file = place.write(`${n}.${format}`, text);
        try {
          const { files } = await place.load(file, { publish: false });
          const [report] = files;
          if (report === undefined) throw new Error('no report');
          loaded += 1;
          if (format === 'ndjson' && !REENCODED.has(name)) {
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
      expect(loaded + refused.length).toBe(FILES);
      if (!HOPELESS.has(name)) expect(loaded).toBeGreaterThanOrEqual(FILES / 2);
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
