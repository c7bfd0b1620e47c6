import { cpSync } from 'node:fs';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { contentOf } from '../../tools/bench/content.ts';
import { csvOf, workspace } from './support.ts';

type Row = Record<string, string>;

const START = Date.parse('2026-02-27T00:00:00Z');
const MINUTES = 5 * 24 * 60;

/** What can be said of an attempt at one time; times are close together, so that orders meet and pass midnight. */
const state = fc.record({
  minute: fc.oneof(fc.nat(MINUTES), fc.nat(90)),
  status: fc.constantFrom('succeeded', 'failed', 'failed', 'cancelled', 'pending'),
  campus_id: fc.constantFrom('north', 'south'),
  building_id: fc.constantFrom('', 'b1', 'b2'),
  channel: fc.constantFrom('wechat_pay', 'alipay'),
  bank: fc.constantFrom('', 'ICBC'),
  error_code: fc.constantFrom('', 'NOTENOUGH', 'SYSTEMERROR', 'ODD'),
  order_id: fc.constantFrom('', 'o1', 'o2', 'o3'),
  payer_id: fc.constantFrom('', 'p1', 'p2'),
  amount: fc.constantFrom('', '12.50', '3'),
  latency_ms: fc.constantFrom('', '90', '2500'),
  feedback_minute: fc.option(fc.nat(20), { nil: null }),
});

/** Attempts with one to three states each, one a minute later than the other. */
const attempts = fc
  .array(fc.array(state, { minLength: 1, maxLength: 3 }), { minLength: 2, maxLength: 14 })
  .map((all) =>
    all.flatMap((states, n) =>
      states.map(({ minute, feedback_minute: feedback, ...rest }, version): Row => {
        const at = (offset: number) => new Date(START + (minute + offset) * 60_000).toISOString();
        return {
          attempt_id: `a${n}`,
          attempted_at: at(0),
          ...rest,
          feedback_at: feedback === null ? '' : at(feedback),
          updated_at: version === 0 ? '' : new Date(START + version * 60_000).toISOString(),
        };
      }),
    ),
  );

/** How rows come: in which order, which of them twice, in how many files, and how many files a load takes. */
const delivery = (rows: Row[]) =>
  fc
    .record({
      order: fc.shuffledSubarray(rows, { minLength: rows.length, maxLength: rows.length }),
      again: fc.shuffledSubarray(rows),
      cuts: fc.array(fc.nat(2 * rows.length), { maxLength: 4 }),
      together: fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }),
    })
    .map(({ order, again, cuts, together }) => {
      const all = [...order, ...again];
      const ends = [...new Set([...cuts.filter((cut) => cut < all.length), all.length])].sort(
        (a, b) => a - b,
      );
      const files = ends
        .map((end, n) => all.slice(n === 0 ? 0 : ends[n - 1], end))
        .filter((it) => it.length > 0);
      return { files, together };
    });

it(
  'gives the same marts for any order, split and repetition of the same rows',
  { timeout: 300_000 },
  async () => {
    const scenario = attempts.chain((rows) =>
      fc.record({ rows: fc.constant(rows), delivered: delivery(rows) }),
    );
    await fc.assert(
      fc.asyncProperty(scenario, async ({ rows, delivered: { files, together } }) => {
        const whole = workspace(true);
        const parts = workspace(true);
        try {
          await whole.load(whole.write('whole.csv', csvOf(rows)));
          cpSync(whole.at.key, parts.at.key);
          const names = files.map((part, n) => parts.write(`${n}.csv`, csvOf(part)));
          let waiting: string[] = [];
          for (const [n, name] of names.entries()) {
            waiting.push(name);
            if (together[n] && n < names.length - 1) continue;
            await parts.load(waiting);
            waiting = [];
          }
          expect(await contentOf(parts.at.published)).toEqual(await contentOf(whole.at.published));
        } finally {
          whole.remove();
          parts.remove();
        }
      }),
      {
        seed: 20_261_123,
        numRuns: Number(process.env['PAYWEATHER_PROPERTY_RUNS'] ?? 10),
        maxSkipsPerRun: 10,
      },
    );
  },
);
