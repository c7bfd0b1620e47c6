import { appendFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { incidentAnswer, incidentsAnswer } from '../../src/lib/contracts/index.ts';
import { ask, closePublished } from '../../src/lib/server/index.ts';
import { marksPath } from '../../ingest/detect/marks.ts';
import { writing, recordIncidents } from '../detect/incidents.ts';
import { askFile } from '../ingest/support.ts';
import { randomAttempts } from './attempts.ts';
import { publishWorld } from './publish.ts';

const SPIKE = Date.parse('2024-02-20T04:05:00Z');

/** The random world, and forty failures in one building within half an hour. */
const attempts = [
  ...randomAttempts(61),
  ...Array.from({ length: 48 }, (_, index) => ({
    ...randomAttempts(62, { orders: 60 })[index]!,
    attempt_id: `s${index}`,
    order_id: `so${index}`,
    attempted_at: SPIKE + index * 37_000,
    campus_id: 'c1',
    building_id: 'b1',
    channel: 'wechat_pay',
    status: index % 6 === 0 ? 'succeeded' : 'failed',
    error_code: index % 6 === 0 ? null : 'SYSTEMERROR',
    error_message: null,
    amount: '10.00',
  })),
];
const state = publishWorld(61, attempts);

const PLACE = {
  incident_id: 'place-1',
  category: 'timeout',
  severity: 'severe',
  verdict: 'place',
  scope: { campus_id: 'c1', building_id: 'b1' },
  from: '2024-02-20T04:05:00',
  to: '2024-02-20T04:35:00',
} as const;
const RAIL = {
  incident_id: 'rail-1',
  category: 'balance',
  severity: 'minor',
  verdict: 'rail',
  scope: { channel: 'alipay' },
  from: '2024-02-25T16:00:00',
  to: '2024-02-26T16:00:00',
  open: true,
  wide: true,
} as const;
const EARLIER = {
  ...PLACE,
  incident_id: 'place-0',
  scope: { campus_id: 'c1', building_id: 'b1', channel: 'wechat_pay' },
  from: '2024-02-10T04:00:00',
  to: '2024-02-10T10:00:00',
} as const;

const record = async () => {
  closePublished();
  await recordIncidents(state.path, [PLACE, RAIL, EARLIER]);
};

/** The settled attempts of a span as the query must count them, in SQL of its own. */
const counted = (where: string, from: string, to: string) => `
  WITH firsts AS (
    SELECT this.* FROM int_attempts AS this
    WHERE status IN ('succeeded', 'failed') AND NOT EXISTS (
      SELECT 1 FROM int_attempts AS other
      WHERE this.status = 'failed' AND other.status = 'failed' AND other.campus_id = this.campus_id
        AND other.order_key = this.order_key AND other.utc_date = this.utc_date
        AND (other.attempted_at, other.attempt_id) < (this.attempted_at, this.attempt_id)
        AND this.attempted_at - other.attempted_at <= INTERVAL '2 minutes')
  )
  SELECT * FROM firsts WHERE attempted_at >= '${from}' AND attempted_at < '${to}' AND ${where}`;

describe('incidents', { timeout: 120_000 }, () => {
  it('are none where detection found none', async () => {
    closePublished();
    await recordIncidents(state.path, []);
    expect((await ask('incidents')).incidents).toEqual([]);
    expect((await ask('incident')).incident).toBeNull();
    await writing(state.path, async (connection) => {
      await connection.run('DROP TABLE mart_incidents');
    });
    closePublished();
    expect((await ask('incidents')).incidents).toEqual([]);
    expect((await ask('calendar_effects')).calendar_effects).toEqual([]);
  });

  it('have the fields of the contract, and only the keys of a scope that are set', async () => {
    await record();
    const answer = incidentsAnswer.parse(await ask('incidents'));
    const amounts = answer.incidents.map((incident) => incident.failed_amount);
    expect(amounts).toEqual(amounts.toSorted((a, b) => b - a));
    const place = answer.incidents.find((incident) => incident.incident_id === 'place-1');
    expect(place).toMatchObject({
      started_at: '2024-02-20T12:05:00+08:00',
      ended_at: '2024-02-20T12:35:00+08:00',
      scope: { campus_id: 'c1', building_id: 'b1' },
      status: 'closed',
      verdict: 'place',
      alerts_sent: 0,
      observed: 40,
      evidence: { places_struck: 1 },
      handling: { state: 'new', marks: [] },
    });
    expect(Object.keys(place!.scope)).toEqual(['campus_id', 'building_id']);
    expect(place!.drivers).toMatchObject([{ scope: place!.scope, share: 1 }]);
    const rail = answer.incidents.find((incident) => incident.incident_id === 'rail-1');
    expect(rail).toMatchObject({
      ended_at: null,
      status: 'open',
      is_wide: true,
      scope: { channel: 'alipay' },
    });
  });

  it.each([
    [{ from: '2024-02-21' }, ['rail-1']],
    [{ to: '2024-02-15' }, ['place-0']],
    [{ from: '2024-02-27' }, ['rail-1']],
    [{ to: '2024-02-01' }, []],
    [{ category: ['timeout' as const] }, ['place-0', 'place-1']],
    [{ campus_id: ['k3'] }, ['rail-1']],
    [{ verdict: ['rail' as const] }, ['rail-1']],
    [{ status: ['open' as const] }, ['rail-1']],
    [{ incident_id: ['place-0'] }, ['place-0']],
  ])('are narrowed by %j', async (keys, ids) => {
    const { incidents } = await ask('incidents', keys);
    expect(incidents.map((incident) => incident.incident_id).toSorted()).toEqual(ids);
  });

  it('tell each number of their evidence as the attempts and the baseline have it', async () => {
    for (const { incident_id, category, scope, to, from } of [PLACE, RAIL]) {
      const answer = incidentAnswer.parse(await ask('incident', { incident_id }));
      const { bins, cells, codes, bin_minutes, incident } = answer;
      const where = Object.entries(scope)
        .map(([key, value]) => `${key} = '${value}'`)
        .join(' AND ');
      const minutes = (Date.parse(to) - Date.parse(from)) / 60_000;
      expect(bin_minutes).toBe(minutes > 360 ? 30 : 5);
      const margin = minutes > 360 ? 720 : 60;
      const around = [`${from}`, `${to}`].map((time, index) =>
        new Date(Date.parse(`${time}Z`) + (index === 0 ? -1 : 1) * margin * 60_000)
          .toISOString()
          .slice(0, 19),
      ) as [string, string];
      const found = await askFile(
        state.path,
        `WITH leaves AS (${counted(where, ...around)}),
        kinds AS (SELECT *, CAST(date_trunc('week', local_date) AS DATE) AS week,
          extract('hour' FROM local_time) * 2 + extract('minute' FROM local_time) // 30 AS half FROM leaves)
        SELECT strftime(time_bucket(INTERVAL '${bin_minutes} minutes', local_time), '%Y-%m-%dT%H:%M') AS bin,
          count(*)::INTEGER AS settled, count(*) FILTER (category = '${category}')::INTEGER AS observed,
          sum(coalesce(
            (SELECT rates[half + 1] FROM mart_baseline_place p WHERE p.week_start = week AND p.category = '${category}'
              AND p.campus_id = k.campus_id AND p.building_id = k.building_id),
            (SELECT rates[half + 1] FROM mart_baseline_place p WHERE p.week_start = week AND p.category = '${category}'
              AND p.campus_id = k.campus_id AND p.building_id = ''))
          * coalesce((SELECT factors[half + 1] FROM mart_baseline_rail r WHERE r.week_start = week AND r.category = '${category}'
              AND r.channel = k.channel AND r.bank = k.bank AND r.method = k.method), 1)
          * (SELECT factor FROM mart_baseline_day d WHERE d.local_date = k.local_date
              AND d.category = '${category}' AND d.campus_id = k.campus_id)) AS expected
        FROM kinds AS k GROUP BY ALL ORDER BY 1`,
      );
      expect(bins.map(({ low: _, high: __, ...bin }) => bin)).toEqual(
        found.map((row) => ({ ...row, expected: expect.closeTo(Number(row['expected']), 9) })),
      );
      for (const { low, high, expected } of bins) {
        expect(low!).toBeLessThanOrEqual(Math.ceil(expected!));
        expect(high!).toBeGreaterThanOrEqual(Math.floor(expected!));
      }
      if (incident_id === 'place-1') expect(bins.some(({ observed, high }) => observed > high!)).toBe(true);
      const beyond = incident_id === 'place-1' ? `campus_id = 'c1'` : where;
      const places = await askFile(
        state.path,
        `SELECT campus_id || '/' || building_id AS row,
          strftime(time_bucket(INTERVAL '${bin_minutes} minutes', local_time), '%Y-%m-%dT%H:%M') AS bin,
          count(*)::INTEGER AS settled, count(*) FILTER (category = '${category}')::INTEGER AS observed
        FROM (${counted(beyond, ...around)}) GROUP BY ALL ORDER BY 1, 2`,
      );
      expect(cells).toEqual(places);
      const failures = await askFile(
        state.path,
        `SELECT count(*)::INTEGER AS failures FROM int_attempts WHERE ${where} AND status = 'failed'
         AND category = '${category}' AND attempted_at >= '${from}' AND attempted_at < '${to}'`,
      );
      expect(codes.reduce((sum, code) => sum + code.failures, 0)).toBe(failures[0]!['failures']);
      expect(incident!.observed).toBeGreaterThan(0);
    }
  });

  it('tell their history, the hint of their commonest code, and earlier ones like them', async () => {
    const { history, codes, similar } = await ask('incident', { incident_id: 'place-1' });
    expect(history.map(({ change, status }) => [change, status])).toEqual([
      ['opened', 'open'],
      ['ended', 'closed'],
    ]);
    expect(codes[0]).toMatchObject({ error_code: 'SYSTEMERROR', failures: 40, hint_zh: expect.any(String) });
    expect(similar.map((incident) => incident.incident_id)).toEqual(['place-0']);
    await expect(ask('incident', { incident_id: 'nobody' })).rejects.toMatchObject({ status: 404 });
  });

  it('tell what people did, from the journal beside the data, and change their name with it', async () => {
    const line = (mark: string) =>
      `${JSON.stringify({ at: '2024-03-01T00:00:00Z', by: '小王', incident_id: 'place-1', category: 'timeout', mark })}\n`;
    appendFileSync(marksPath(state.path), `${line('acknowledged')}${line('known')}{"at": "2024-0`);
    const { incidents } = await ask('incidents', { incident_id: ['place-1'] });
    expect(incidents[0]!.handling).toMatchObject({
      state: 'known',
      marks: [{ by: '小王' }, { mark: 'known' }],
    });
  });

  it('count the alerts that have reached somebody, from the journal of alerts', async () => {
    const [at, attempt] = [Date.parse('2024-03-01T00:00:00Z'), 1];
    const message = { title: '', lines: [], link: '', link_text: '' };
    const queued = (id: string, event: string, incidents: string[]) => {
      return { state: 'queued', at, id, rule: 'r1', event, incidents, about: null, message };
    };
    const lines = [
      queued('d1', 'opened', ['place-1', 'rail-1']),
      { state: 'sending', at, id: 'd1', attempt },
      { state: 'sent', at, id: 'd1', attempt, answer: 'ok' },
      queued('d2', 'worsened', ['place-1']),
      { state: 'dead', at, id: 'd2', attempt, error: 'HTTP 404' },
      queued('d3', 'digest', ['place-1', 'place-0']),
      { state: 'sending', at, id: 'd3', attempt },
      { state: 'sent', at, id: 'd3', attempt, answer: 'ok' },
    ];
    const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
    appendFileSync(state.path.replace('.duckdb', '.alerts.ndjson'), `${text}{"state":"se`);
    const { incidents } = await ask('incidents');
    expect(Object.fromEntries(incidents.map((one) => [one.incident_id, one.alerts_sent]))).toEqual({
      'place-1': 1,
      'rail-1': 1,
      'place-0': 0,
    });
  });
});
