import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ingest } from '../../ingest/index.ts';
import { locate } from '../../ingest/paths.ts';
import type { ExplainAnswer } from '../../src/lib/contracts/index.ts';
import { closePublished } from '../../src/lib/server/index.ts';
import { payweather } from '../cli/run.ts';
import { Random } from './random.ts';

const folder = mkdtempSync(join(tmpdir(), 'payweather-foreign-'));
const { published } = locate(join(folder, 'payweather.duckdb'));

/** Attempts of one minute; the alarm has as many again. */
const A_MINUTE = 4000;

interface Order {
  shop: string;
  gateway: string;
  issuer: string;
  kind: string;
}

/** Alarms, each at an hour of its own: whom they strike, and how often a struck order fails. */
const ALARMS: { name: string; hour: number; volume: number; strikes: [Partial<Order>, number][] }[] = [
  { name: 'one bank', hour: 8, volume: 1, strikes: [[{ issuer: 'i3' }, 0.2]] },
  {
    name: 'a shop with one gateway, and a bank elsewhere',
    hour: 9,
    volume: 1,
    strikes: [
      [{ shop: 's2', gateway: 'g1' }, 0.6],
      [{ issuer: 'i5' }, 0.25],
    ],
  },
  { name: 'a kind with one gateway', hour: 10, volume: 2, strikes: [[{ gateway: 'g2', kind: 'k1' }, 0.3]] },
  { name: 'nobody, at twice the volume', hour: 11, volume: 2, strikes: [] },
];

const isStruck = (order: Order, scope: Partial<Order>) =>
  Object.entries(scope).every(([key, value]) => order[key as keyof Order] === value);

/** A log of another kind: four quiet minutes and one of alarm for each alarm; three of ten orders name no issuer. */
function foreignLog(): string {
  const random = new Random(17);
  const skewed = (letter: string, most: number) =>
    `${letter}${Math.floor(most * random.next() * random.next())}`;
  const lines = ['no,when,shop,gateway,issuer,kind,ok'];
  for (const { hour, volume, strikes } of ALARMS)
    for (let minute = 0; minute < 5; minute += 1)
      for (let nth = 0; nth < A_MINUTE * (minute === 4 ? volume : 1); nth += 1) {
        const order = {
          shop: skewed('s', 40),
          gateway: skewed('g', 5),
          issuer: skewed('i', 12),
          kind: skewed('k', 4),
        };
        const usual = order.gateway === 'g1' ? 0.05 : 0.02;
        const struck = minute === 4 ? strikes.filter(([scope]) => isStruck(order, scope)) : [];
        const failed = random.chance(Math.max(usual, ...struck.map(([, rate]) => rate)));
        const issuer = struck.length === 0 && random.chance(0.3) ? '' : order.issuer;
        const at = `2026-05-06 ${String(hour).padStart(2, '0')}:0${minute}:${String(nth % 60).padStart(2, '0')}`;
        lines.push([lines.length, at, order.shop, order.gateway, issuer, order.kind, failed ? 0 : 1].join());
      }
  return lines.join('\n');
}

const MAPPING = {
  format: 'csv',
  columns: {
    attempt_id: { from: 'no' },
    attempted_at: { from: 'when', format: '%Y-%m-%d %H:%M:%S' },
    status: { from: 'ok', values: { '1': 'succeeded', '0': 'failed' } },
    campus_id: { value: 'foreign' },
    building_id: { from: 'shop' },
    channel: { from: 'gateway' },
    bank: { from: 'issuer' },
    method: { from: 'kind' },
  },
};

/** What the contract calls a scope of the foreign log. */
const scopeOf = ({ shop, gateway, issuer, kind }: Partial<Order>) => ({
  ...(shop && { building_id: `foreign/${shop}` }),
  ...(gateway && { channel: gateway }),
  ...(issuer && { bank: issuer }),
  ...(kind && { method: kind }),
});

beforeAll(async () => {
  const [log, mapping] = [join(folder, 'orders.csv'), join(folder, 'mapping.json')];
  writeFileSync(log, foreignLog());
  writeFileSync(mapping, JSON.stringify(MAPPING));
  await ingest(locate(published), { paths: [log], mapping });
}, 300_000);
afterAll(() => {
  closePublished();
  rmSync(folder, { recursive: true, force: true });
});

describe('explain on a log of another kind: four minutes before, one of alarm', { timeout: 120_000 }, () => {
  it.each(ALARMS)('names $name, and beside that no more than chance', async ({ hour, strikes }) => {
    const clock = `2026-05-06T${String(hour).padStart(2, '0')}`;
    const window = ['--from_time', `${clock}:04:00`, '--to_time', `${clock}:05:00`];
    const words = ['query', 'explain', '--db', published, ...window, '--baseline', 'before', '--before_minutes', '4']; // prettier-ignore
    const ran = await payweather(words);
    expect(ran.code, ran.stderr).toBe(0);
    const answer = JSON.parse(ran.stdout.toString()) as ExplainAnswer;
    const causes = answer.drivers.filter(({ cause }) => cause);
    if (strikes.length === 0) {
      expect(answer.interval!.low).toBeLessThan(0);
      for (const { observed } of causes) expect(observed).toBeLessThan(0.05 * answer.observed);
      return;
    }
    expect(new Set(causes.map(({ scope }) => JSON.stringify(scope)))).toEqual(
      new Set(strikes.map(([scope]) => JSON.stringify(scopeOf(scope)))),
    );
    expect(answer.drivers.slice(0, causes.length)).toEqual(causes);
    const shares = causes.reduce((sum, { share }) => sum + share!, 0);
    expect(shares).toBeGreaterThan(0.8);
  });
});
