import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openDatabase, rows } from '../../ingest/database.ts';
import { rebuild } from '../../ingest/rebuild.ts';
import { failedChecks } from '../../ingest/models/checks.ts';
import { readChecks, readModels } from '../../ingest/models/catalog.ts';
import { inOrder } from '../../ingest/models/graph.ts';
import { FIXTURES, inMemory, seeded, workspace, type Workspace } from '../ingest/support.ts';

const loaded = async (): Promise<Workspace> => {
  const place = workspace();
  await place.load(
    ['recovery', 'stale-pending', 'contradictions'].map((it) => join(FIXTURES, it, 'attempts.csv')),
  );
  return place;
};

describe('the models', { timeout: 60_000 }, () => {
  it('all bind, and give the columns that their sidecars name, in order', async () => {
    const place = await loaded();
    for (const { name, columns } of readModels()) {
      const found = await place.ask(
        `SELECT column_name AS name FROM information_schema.columns WHERE table_name = '${name}' ORDER BY ordinal_position`,
      );
      expect(found.map((it) => it['name']).sort(), name).toEqual(Object.keys(columns).sort());
    }
  });

  it('hold what their sidecars promise: not null, unique, listed values', async () => {
    const place = await loaded();
    for (const { name, columns } of readModels()) {
      for (const [column, { tests = [], values }] of Object.entries(columns)) {
        if (tests.includes('not_null')) {
          expect(
            await place.ask(`SELECT * FROM ${name} WHERE ${column} IS NULL LIMIT 1`),
            `${name}.${column}`,
          ).toEqual([]);
        }
        if (tests.includes('unique')) {
          expect(
            await place.ask(`SELECT ${column} FROM ${name} GROUP BY 1 HAVING count(*) > 1 LIMIT 1`),
            `${name}.${column}`,
          ).toEqual([]);
        }
        for (const { value } of values
          ? await place.ask(`SELECT DISTINCT ${column} AS value FROM ${name}`)
          : []) {
          expect([...(values ?? []), null], `${name}.${column}`).toContain(value);
        }
      }
    }
  });

  it('run after all that they read', async () => {
    const nodes = await inMemory((database) => inOrder(database, readModels()));
    nodes.forEach(({ reads }, at) => {
      const before = nodes.slice(0, at).map(({ model }) => model.name);
      for (const name of reads) expect(before).toContain(name);
    });
    expect(nodes.length).toBe(readModels().length);
  });

  it('that read each other in a circle are refused by name', async () => {
    const [model] = readModels();
    if (model === undefined) throw new Error('no model');
    const circle = [
      { ...model, name: 'one', sql: 'SELECT * FROM two' },
      { ...model, name: 'two', sql: 'SELECT * FROM one' },
    ];
    await expect(inMemory((database) => inOrder(database, circle))).rejects.toThrow(/one, two/);
  });
});

/** Damage that must not get published, with the checks that see it. */
const DAMAGE: [damage: string, sql: string, check: RegExp][] = [
  [
    'an attempt counted twice',
    'INSERT INTO mart_hourly SELECT * FROM mart_hourly WHERE attempts > 0 LIMIT 1',
    /every_attempt_once/,
  ],
  ['an hour lost', 'DELETE FROM mart_hourly WHERE hour = 10', /every_attempt_once/],
  [
    'a failure without a category',
    'UPDATE mart_hourly SET category = NULL WHERE failures > 0',
    /categories_sum/,
  ],
  [
    'a success with a category',
    "UPDATE mart_hourly SET category = 'network' WHERE category IS NULL",
    /categories_sum/,
  ],
  [
    'more failures than settled',
    'UPDATE mart_hourly SET failures = settled + 1 WHERE category IS NOT NULL',
    /failures_settled/,
  ],
  ['more settled than attempts', 'UPDATE mart_hourly SET settled = attempts + 1', /failures_settled/],
  ['an order lost', 'UPDATE mart_hourly SET orders = orders - 1 WHERE orders > 0', /no_order_lost/],
  ['an order at risk lost', "DELETE FROM int_orders_at_risk WHERE order_key = 'r5'", /no_order_lost/],
  ['a state lost', "DELETE FROM raw_attempts WHERE attempt_id = 'r1a'", /states_kept/],
  [
    'a batch that does not add up',
    'UPDATE raw_batches SET rows_read = rows_read + 1 WHERE batch_id = 1',
    /rows_add_up/,
  ],
  ['a line of a bill lost', "INSERT INTO int_bill_matches VALUES ('a', 'c', 'o', 'l')", /bill_lines_kept/],
  ['a place that does not roll up', 'DELETE FROM mart_hourly_place WHERE failures > 0', /roll/],
  ['a rail that does not roll up', 'UPDATE mart_hourly_rail SET lost_amount = lost_amount + 1', /roll/],
  ['a device that does not roll up', 'UPDATE mart_hourly_device SET failures = 0', /roll/],
];

describe('the checks', { timeout: 60_000 }, () => {
  it('pass on what the pipeline made', async () => {
    const place = await loaded();
    const database = await openDatabase(place.at.working);
    expect(await failedChecks(database)).toEqual([]);
    database.close();
  });

  it.each(DAMAGE)('catch %s', async (_, sql, check) => {
    const place = await loaded();
    const database = await openDatabase(place.at.working);
    await database.connection.run(sql);
    const failed = await failedChecks(database);
    database.close();
    expect(failed.map(({ name }) => name).join(' ')).toMatch(check);
  });

  it('are all shown to catch something', () => {
    const unseen = readChecks().filter(({ name }) => !DAMAGE.some(([, , check]) => check.test(name)));
    expect(unseen.map(({ name }) => name)).toEqual([]);
  });

  it('stop a publish and leave what is published as it was, until what is wrong is mended', async () => {
    const place = await loaded();
    const before = readFileSync(place.at.published);
    await place.work('UPDATE raw_batches SET rows_read = rows_read + 1 WHERE batch_id = 1');
    const file = place.write(
      'more.csv',
      'attempt_id,attempted_at,status,campus_id,channel\nz,2026-03-02 12:00:00,failed,north,alipay\n',
    );
    await expect(place.load(file)).rejects.toThrow(/check_rows_add_up found .* nothing was published/);
    await expect(place.load(file)).rejects.toThrow(/check_rows_add_up/);
    expect(readFileSync(place.at.published).equals(before)).toBe(true);
    await place.work('UPDATE raw_batches SET rows_read = rows_read - 1 WHERE batch_id = 1');
    expect((await place.load(file)).version).not.toBeNull();
    expect(await place.ask("SELECT status FROM int_attempts WHERE attempt_id = 'z'")).toEqual([
      { status: 'failed' },
    ]);
  });

  it('let an empty database through', async () => {
    const place = workspace();
    await place.load(place.write('none.csv', 'attempt_id,attempted_at,status,campus_id,channel\n'));
    expect(existsSync(place.at.published)).toBe(true);
    await rebuild(await openDatabase(place.at.working), place.at, {});
    expect(await place.ask('SELECT * FROM mart_hourly')).toEqual([]);
  });
});

describe('latency buckets', () => {
  it('are within 4.8 % of every latency from 1 to 600,000 ms', async () => {
    const sql = readModels().find(({ name }) => name === 'mart_hourly')?.sql ?? '';
    const bucket = /CASE WHEN latency_ms > 0 THEN .* END AS latency_bucket/.exec(sql)?.[0];
    expect(bucket).toBeDefined();
    const [worst] = await inMemory((database) =>
      rows<{ error: number; latencies: number }>(
        database,
        `SELECT max(abs(2 * 1.1 ** latency_bucket / 2.1 - latency_ms) / latency_ms) AS error, count(*)::INTEGER AS latencies
         FROM (SELECT latency_ms, ${bucket} FROM (SELECT range::BIGINT AS latency_ms FROM range(1, 600001)))`,
      ),
    );
    expect(worst?.latencies).toBe(600_000);
    expect(worst?.error).toBeLessThan(0.048);
  });
});

interface Step {
  id: string;
  at: number;
  status: string;
  channel: string;
}

describe('orders', { timeout: 60_000 }, () => {
  it('are recovered, lost or immature as a fold by hand says', async () => {
    const random = seeded(3);
    const minute = 60_000;
    const start = Date.parse('2026-03-02T00:00:00Z');
    const orders = new Map<string, Step[]>();
    for (let n = 0; n < 400; n += 1) {
      const first = start + Math.floor(random() * 3 * 1440) * minute;
      const steps = Array.from({ length: 1 + Math.floor(random() * 4) }, (_, step) => ({
        id: `${n}-${step}`,
        at:
          first +
          Math.floor([0, 15, 16, 600, 1440, 1441][Math.floor(random() * 6)] ?? 0) * minute * (step ? 1 : 0),
        status: random() < 0.6 ? 'failed' : random() < 0.8 ? 'succeeded' : 'cancelled',
        channel: random() < 0.5 ? 'alipay' : 'unionpay',
      }));
      orders.set(`o${n}`, steps);
    }
    const end = Math.max(...[...orders.values()].flat().map(({ at }) => at));
    const expected = [...orders].flatMap(([order_key, steps]) => {
      const inTime = steps.sort((one, other) => one.at - other.at || (one.id < other.id ? -1 : 1));
      const first = inTime.find(({ status }) => status === 'failed');
      if (first === undefined) return [];
      const paid = inTime.filter(({ status }) => status === 'succeeded');
      const later = paid.find(({ at }) => at >= first.at);
      const wait = later === undefined ? Infinity : later.at - first.at;
      const outcome =
        wait <= 1440 * minute
          ? 'recovered'
          : paid.some(({ at }) => at < first.at)
            ? 'paid_before'
            : end - first.at >= 1440 * minute
              ? 'lost'
              : 'immature';
      return [
        {
          order_key,
          first: first.id,
          outcome,
          soon: wait <= 15 * minute,
          minutes: wait === Infinity ? null : wait / minute,
          switched: inTime.some(({ at, channel }) => at >= first.at && channel !== first.channel),
          attempts: steps.length,
        },
      ];
    });
    const place = workspace();
    const lines = [...orders].flatMap(([order, steps]) =>
      steps.map(
        ({ id, at, status, channel }) =>
          `${id},${new Date(at).toISOString()},${status},north,${channel},${order}`,
      ),
    );
    await place.load(
      place.write(
        'log.csv',
        `attempt_id,attempted_at,status,campus_id,channel,order_id\n${lines.join('\n')}\n`,
      ),
    );
    const found = await place.ask(
      `SELECT order_key, first_failure_attempt_id AS first, outcome, is_recovered_15_minutes AS soon, minutes_to_recovery AS minutes,
         switched_channel AS switched, attempts::INTEGER AS attempts FROM int_orders_at_risk`,
    );
    const byKey = (one: { order_key?: unknown }, other: { order_key?: unknown }) =>
      String(one.order_key) < String(other.order_key) ? -1 : 1;
    expect(found.sort(byKey)).toEqual(expected.sort(byKey));
    expect(new Set(expected.map(({ outcome }) => outcome))).toEqual(
      new Set(['recovered', 'paid_before', 'lost', 'immature']),
    );
    const count = (outcome: string) => expected.filter((it) => it.outcome === outcome).length;
    expect(
      await place.ask(
        `SELECT sum(orders_at_risk)::INTEGER AS at_risk, sum(recovered_orders)::INTEGER AS soon, sum(recovered_orders_24h)::INTEGER AS recovered,
         sum(lost_orders)::INTEGER AS lost, sum(immature_orders)::INTEGER AS immature, sum(orders)::INTEGER AS orders FROM mart_hourly`,
      ),
    ).toEqual([
      {
        at_risk: expected.length,
        soon: expected.filter(({ soon }) => soon).length,
        recovered: count('recovered'),
        lost: count('lost'),
        immature: count('immature'),
        orders: orders.size,
      },
    ]);
  });
});
