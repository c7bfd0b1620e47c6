import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from '../../ingest/paths.ts';
import { csvOf, workspace, type Row } from '../ingest/support.ts';

type Code = { family: string; code: string; category: string };

const reference = (name: string) =>
  parse(readFileSync(join(ROOT, 'sql', 'reference', `${name}.csv`)), { columns: true }) as Record<
    string,
    string
  >[];

const codes = [...reference('gateway_codes'), ...reference('gateway_codes_more')] as unknown as Code[];

/** The outcome for one failed attempt, as: status category rule family. */
const TABLE: [why: string, channel: string, code: string, message: string, outcome: string][] = [
  ['an override before an exact code', 'unionpay', '64', '', 'failed account_state override null'],
  [
    'an exact code before a message',
    'alipay',
    'ACQ.BUYER_BALANCE_NOT_ENOUGH',
    'network is down',
    'failed balance exact code alipay',
  ],
  [
    'an exact code in the first of the families',
    'wechat_pay',
    'NOT_ENOUGH',
    '',
    'failed balance exact code wechat_v3',
  ],
  [
    'an exact code in a later family',
    'wechat_pay',
    'NOTPAY',
    '',
    'failed unpaid exact code wechat_trade_state',
  ],
  ['the channel before the transport', 'wechat_pay', '-1', '', 'failed unknown exact code wechat_client'],
  ['transport by HTTP', 'campus_card', '504', '', 'failed timeout transport error http'],
  ['transport by Node', 'alipay', 'ECONNRESET', '', 'failed network transport error node'],
  [
    'transport by Chromium',
    'ecny',
    'net::ERR_CONNECTION_RESET',
    '',
    'failed network transport error chromium',
  ],
  ['transport before a message', 'alipay', 'ETIMEDOUT', '余额不足', 'failed timeout transport error node'],
  [
    'transport by which the payer left',
    'alipay',
    '-999',
    '',
    'cancelled null transport error ios_nsurlerror',
  ],
  [
    "a message in the channel's own words",
    'wechat_pay',
    'X',
    'requestPayment:fail cancel',
    'cancelled null message pattern wechat_client',
  ],
  [
    'a message by pattern, in Chinese',
    'ecny',
    'X',
    '卡内余额不足，请充值',
    'failed balance message pattern null',
  ],
  [
    'a message by pattern, in English',
    'ecny',
    '',
    'Insufficient funds',
    'failed balance message pattern null',
  ],
  ['a message by which the payer left', 'ecny', '', '用户取消支付', 'cancelled null message pattern null'],
  ['nothing at all', 'ecny', '', '', 'failed unknown none null'],
  ['a code of another channel', 'alipay', '64', '', 'failed unknown none null'],
  ['a code that means success', 'unionpay', '00', '余额不足', 'failed unknown exact code unionpay'],
  [
    'a channel nobody knows, by its transport',
    'my_gateway',
    '503',
    '',
    'failed timeout transport error http',
  ],
];

let place: ReturnType<typeof workspace>;
let found: Map<string, Row>;

beforeAll(async () => {
  place = workspace(true);
  const base = { attempted_at: '2026-03-02 12:00:00', status: 'failed', campus_id: 'north' };
  place.write('db.overrides.csv', 'channel,error_code,category,note\nunionpay,64,account_state,\n');
  const dictionary = codes.map(({ family, code }, n) => ({
    attempt_id: `code-${n}`,
    ...base,
    channel: family,
    error_code: code,
  }));
  const examples = TABLE.map(([, channel, code, message], n) => ({
    attempt_id: `case-${n}`,
    ...base,
    channel,
    error_code: code,
    error_message: message,
  }));
  const attempts = csvOf([...dictionary, ...examples].map((it) => ({ error_message: '', ...it })));
  await place.load(place.write('log.csv', attempts));
  const rows = await place.ask(
    'SELECT attempt_id, status, category, rule, dictionary_family, is_contradiction FROM int_attempts',
  );
  found = new Map(rows.map((row) => [String(row['attempt_id']), row]));
}, 60_000);
afterAll(() => place.remove());

describe('a failure is classified by', () => {
  it.each(TABLE.map((it, n) => [it[0], n, it[4]] as const))('%s', (_, n, outcome) => {
    const row = found.get(`case-${n}`);
    expect(
      [row?.['status'], row?.['category'], row?.['rule'], row?.['dictionary_family']].map(String).join(' '),
    ).toBe(outcome);
  });
});

describe('the dictionary', () => {
  it('decides each of its codes in the channel of its family', () => {
    expect(codes.length).toBeGreaterThanOrEqual(834);
    const wrong = codes.flatMap(({ family, code, category }, n) => {
      const overridden = family === 'unionpay' && code === '64';
      const contradiction = category === 'success' || category === 'pending';
      const cancelled = category === 'user_cancelled';
      const expected = {
        attempt_id: `code-${n}`,
        status: cancelled ? 'cancelled' : 'failed',
        category: overridden ? 'account_state' : cancelled ? null : contradiction ? 'unknown' : category,
        rule: overridden ? 'override' : 'exact code',
        dictionary_family: overridden ? null : family,
        is_contradiction: contradiction,
      };
      return JSON.stringify(found.get(`code-${n}`)) === JSON.stringify(expected)
        ? []
        : [{ family, code, found: found.get(`code-${n}`) }];
    });
    expect(wrong).toEqual([]);
  });

  it('has each code once in its family, and only categories of the contract', () => {
    const keys = codes.map(({ family, code }) => `${family} ${code}`);
    expect(new Set(keys).size).toBe(keys.length);
    const categories = new Set([
      ...reference('categories').map((it) => it['category']),
      'user_cancelled',
      'success',
      'pending',
    ]);
    expect(codes.filter(({ category }) => !categories.has(category))).toEqual([]);
  });

  it('knows every family that a channel is looked up in', () => {
    const families = new Set(codes.map(({ family }) => family));
    const asked = [...reference('channel_families'), ...reference('technical_families')].map(
      (it) => it['family'] ?? '',
    );
    expect(asked.filter((family) => !families.has(family))).toEqual([]);
  });

  it('leaves no failure without category, rule and known codes', async () => {
    expect(
      await place.ask(
        "SELECT * FROM int_attempts WHERE status = 'failed' AND (category IS NULL OR rule IS NULL)",
      ),
    ).toEqual([]);
    expect(await place.ask('SELECT dictionary_version IS NOT NULL AS kept FROM meta_publication')).toEqual([
      { kept: true },
    ]);
  });
});
