import { mkdtempSync, rmSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ingest } from '../../ingest/index.ts';
import { locate } from '../../ingest/paths.ts';
import { TABLES } from '../../ingest/tables.ts';
import type {
  CalendarEffect,
  Grain,
  IncidentAnswer,
  IncidentRow,
  IncidentsAnswer,
  SeriesAnswer,
} from '../../src/lib/contracts/index.ts';
import { appendMark, ask, closePublished, planFrom } from '../../src/lib/server/index.ts';
import { load as loadLayout } from '../../src/routes/+layout.server.ts';
import { load as loadIncident } from '../../src/routes/incidents/[incident_id]/+page.server.ts';
import { load as loadMonthEnds } from '../../src/routes/incidents/month-ends/+page.server.ts';
import { load as loadList } from '../../src/routes/incidents/+page.server.ts';
import { simulate } from '../../src/simulate/index.ts';
import {
  bandSql, byarSql, CREATE_SETTLED, figuresSql, inSpan, smallestSql, type Figures,
} from './incident-figures.ts'; // prettier-ignore

/** Two whole months of two campuses: two month ends, so that the calendar's effect emerges but lifts nothing yet. */
const WORLD = { from: '2026-03-01', days: 64, attemptsPerDay: 1200, campuses: 2 };
const folder = mkdtempSync(join(tmpdir(), 'payweather-figures-'));
const { published, ...locations } = locate(join(folder, 'payweather.duckdb'));

let database: DuckDBInstance;
let connection: DuckDBConnection;
let incidents: IncidentRow[] = [];
let page: { grain: Grain; answer: IncidentsAnswer; series: SeriesAnswer };

const sql = async <Row>(text: string) =>
  (await connection.runAndReadAll(text)).getRowObjectsJS() as unknown as Row[];

const HOUR = 3_600_000;

/** The place of an incident, as a condition on attempts. */
const inScope = ({ scope: { campus_id, building_id } }: IncidentRow) =>
  Object.entries({ campus_id, building_id })
    .flatMap(([key, value]) => (value === undefined ? [] : `int_attempts.${key} = '${value}'`))
    .reduce((all, one) => `${all} AND ${one}`, 'true');

/** What a page's load is given. */
async function event(path: string, params = {}) {
  const facts = await loadLayout({ locals: {}, depends: () => undefined } as never);
  const url = new URL(path, 'http://localhost');
  const request = new Request(url);
  return { url, params, request, cookies: { get: () => undefined }, parent: async () => facts } as never;
}
async function list(query = '?from=2026-03-01&to=2026-05-03') {
  const loaded = (await loadList(await event(`/incidents${query}`))) as unknown;
  return (loaded as { incidents: typeof page }).incidents;
}
async function detail({ incident_id }: IncidentRow) {
  const loaded = await loadIncident(await event(`/incidents/${incident_id}`, { incident_id }));
  return (loaded as unknown as { answer: IncidentAnswer }).answer;
}

const isOfOneDay = ({ started_at, ended_at, last_seen_at }: IncidentRow) =>
  started_at.slice(0, 10) === (ended_at ?? last_seen_at).slice(0, 10);

/** An incident that lasts over days is expected by the level of the day on which it was raised: a little off each day's own. */
function expectUsual(incident: IncidentRow, said: number, found: number) {
  if (isOfOneDay(incident)) expect(said, incident.incident_id).toBeCloseTo(found, 4);
  else expect(Math.abs(said / found - 1), incident.incident_id).toBeLessThan(0.2);
}

beforeAll(async () => {
  const log = join(folder, 'log');
  await simulate({ ...WORLD, out: log });
  for (const table of ['campuses', 'buildings', 'calendar', 'attempts'] as const) {
    const paths = [join(log, `${TABLES[table].name}.csv`)];
    await ingest({ ...locations, published }, { paths, table, publish: table === 'attempts' });
  }
  process.env['PAYWEATHER_DB'] = published;
  database = await DuckDBInstance.create(published, { access_mode: 'READ_ONLY' });
  connection = await database.connect();
  await connection.run(`SET TimeZone = 'UTC'`);
  await connection.run(CREATE_SETTLED);
  page = await list();
  ({ incidents } = page.answer);
}, 600_000);

afterAll(() => {
  connection.closeSync();
  database.closeSync();
  closePublished();
  rmSync(folder, { recursive: true, force: true });
});

describe('each number on the pages of incidents', { timeout: 300_000 }, () => {
  it('is there to be looked at: places, rails and a month end among them', () => {
    const verdicts = incidents.map(({ verdict }) => verdict);
    expect(verdicts).toEqual(expect.arrayContaining(['place', 'rail', 'allowance']));
    expect(incidents.length).toBeGreaterThanOrEqual(8);
  });

  it('of the list is that of a query on the attempts: failures, usual, excess, orders, money, severity', async () => {
    for (const incident of incidents) {
      const [found] = await sql<Figures>(figuresSql(incident, incident.scope));
      const about = `${incident.incident_id} ${incident.category} ${JSON.stringify(incident.scope)}`;
      expect(incident, about).toMatchObject({
        settled: found!.settled,
        observed: found!.observed,
        orders_at_risk: found!.orders_at_risk,
        lost_orders: found!.lost_orders,
        immature_orders: found!.immature_orders,
        severity: found!.severity,
      });
      expect(incident.failed_amount, about).toBeCloseTo(found!.failed_amount, 6);
      expect(incident.lost_amount, about).toBeCloseTo(found!.lost_amount, 6);
      expectUsual(incident, incident.expected, found!.expected);
      expect(incident.excess, about).toBeCloseTo(found!.observed - incident.expected, 9);
      const [stored] = await sql<{ spread: number; threshold: number; days: number }>(
        `WITH seen AS (SELECT min(local_date) AS first FROM int_attempts WHERE ${inScope(incident)})
         SELECT spread, threshold, CAST(DATE '${incident.started_at.slice(0, 10)}' - first AS INTEGER) AS days
         FROM mart_incidents CROSS JOIN seen WHERE incident_id = '${incident.incident_id}'`,
      );
      const { spread, threshold, days } = stored!;
      const [limits] = await sql<{ low: number; high: number }>(
        byarSql(incident.observed, incident.expected, spread),
      );
      const hours =
        (Date.parse(incident.ended_at ?? incident.last_seen_at) - Date.parse(incident.started_at)) / HOUR;
      const usual = Math.max(0.05, incident.expected * Math.min(1, 2 / hours));
      const [told] = await sql<{ smallest: number }>(smallestSql(usual, 4 * spread, threshold));
      expect(incident.smallest_excess, about).toBe(told!.smallest);
      expect(incident.learned_days!, about).toBeLessThanOrEqual(days);
      expect(incident.is_wide, about).toBe(incident.learned_days! < 28);
      expect(incident.interval!.low, about).toBeCloseTo(limits!.low - incident.expected, 6);
      expect(incident.interval!.high, about).toBeCloseTo(limits!.high - incident.expected, 6);
    }
  });

  it('of a driver is that of the same query on its scope, and its share that of the excess', async () => {
    for (const incident of incidents) {
      const [first] = incident.drivers;
      expect(first!.scope).toEqual(incident.scope);
      for (const driver of incident.drivers) {
        const [found] = await sql<Figures>(figuresSql(incident, driver.scope));
        expect(driver).toMatchObject({ settled: found!.settled, observed: found!.observed });
        expectUsual(incident, driver.expected, found!.expected);
        expect(driver.excess).toBeCloseTo(driver.observed - driver.expected, 9);
        expect(driver.share).toBeCloseTo(driver.excess / incident.excess, 6);
        const [{ spread }] = (await sql<{ spread: number }>(
          `SELECT spread FROM mart_incident_drivers
           WHERE incident_id = '${incident.incident_id}' AND rank = ${incident.drivers.indexOf(driver) + 1}`,
        )) as [{ spread: number }];
        const [limits] = await sql<{ low: number; high: number }>(
          byarSql(driver.observed, driver.expected, spread),
        );
        expect(driver.interval!.low).toBeCloseTo(limits!.low - driver.expected, 6);
        expect(driver.interval!.high).toBeCloseTo(limits!.high - driver.expected, 6);
      }
    }
  });

  it('that a verdict rests on is that of a query: rates here, elsewhere and usually, places, rails, days', async () => {
    for (const incident of incidents) {
      const { evidence, scope } = incident;
      const [here] = await sql<Figures>(figuresSql(incident, scope));
      const [all] = await sql<Figures>(figuresSql(incident, {}));
      const rest = all!.settled - here!.settled;
      expect(evidence['inside_rate']).toBeCloseTo(here!.observed / here!.settled, 9);
      expect(evidence['usual_rate']).toBeCloseTo(incident.expected / here!.settled, 9);
      if (rest === 0) expect(evidence['outside_rate']).toBeNull();
      else expect(evidence['outside_rate']).toBeCloseTo((all!.observed - here!.observed) / rest, 9);
      for (const [struck, seen, columns] of [
        ['places_struck', 'places_seen', 'campus_id, building_id'],
        ['rails_struck', 'rails_seen', 'channel, bank, method'],
      ] as const) {
        const groups = await sql<{ observed: number; expected: number }>(
          figuresSql(incident, scope, columns),
        );
        const above = groups.filter(
          ({ observed, expected }) => observed > expected + Math.sqrt(expected) + 1e-9,
        );
        expect(evidence[seen]).toBe(groups.length);
        if (isOfOneDay(incident)) expect(evidence[struck]).toBe(above.length);
      }
      const [days] = await sql<{ to_month_end: number; to_allowance: number | null }>(`
        WITH dates AS (
          SELECT CAST(unnest(range(CAST('${incident.started_at.slice(0, 10)}' AS DATE),
            CAST('${(incident.ended_at ?? incident.last_seen_at).slice(0, 10)}' AS DATE) + 1, INTERVAL 1 DAY)) AS DATE) AS date
        )
        SELECT CAST(last_day(min(date)) - min(date) AS INTEGER) AS to_month_end,
          (SELECT CAST(min(named.date - dates.date) AS INTEGER) FROM dates, stg_calendar AS named
           WHERE named.kind = 'allowance' AND named.date BETWEEN dates.date AND dates.date + 7) AS to_allowance
        FROM dates`);
      expect(evidence['days_to_month_end']).toBe(days!.to_month_end);
      expect(evidence['days_to_allowance']).toBe(days!.to_allowance);
    }
  });

  it('of the timeline is a count of failures, and the list is in the order of its money', async () => {
    const days = await sql<{ bucket: string; failures: number }>(`
      SELECT strftime(${page.grain === 'week' ? `date_trunc('week', local_date)` : 'local_date'}, '%Y-%m-%d') AS bucket,
        count(*) FILTER (status = 'failed')::INTEGER AS failures
      FROM int_attempts WHERE local_date BETWEEN '2026-03-01' AND '2026-05-03' GROUP BY 1 ORDER BY 1`);
    expect(page.series.points.map(({ bucket, value }) => ({ bucket, failures: value }))).toEqual(days);
    const amounts = incidents.map(({ failed_amount }) => failed_amount);
    expect(amounts).toEqual(amounts.toSorted((a, b) => b - a));
  });

  it('of the evidence of one adds up to what its figures say', async () => {
    for (const incident of incidents) {
      const { bins, codes, history, bin_minutes } = await detail(incident);
      const [first, last] = [incident.started_at, incident.ended_at ?? incident.last_seen_at];
      const isWhole = [first, last].every((at) => Number(at.slice(14, 16)) % bin_minutes === 0);
      if (isWhole && isOfOneDay(incident)) {
        const during = bins.filter(({ bin }) => bin >= first.slice(0, 16) && bin < last.slice(0, 16));
        const sum = (key: 'settled' | 'observed' | 'expected') =>
          during.reduce((total, bin) => total + bin[key]!, 0);
        expect([sum('settled'), sum('observed')]).toEqual([incident.settled, incident.observed]);
        expect(sum('expected')).toBeCloseTo(incident.expected, 4);
      }
      const [commonest] = await sql<{ error_code: string | null; failures: number }>(`
        SELECT error_code, count(*)::INTEGER AS failures FROM int_attempts
        WHERE status = 'failed' AND category = '${incident.category}' AND ${inSpan(incident, incident.scope)}
        GROUP BY channel, error_code ORDER BY failures DESC, channel, error_code LIMIT 1`);
      expect(codes[0]).toMatchObject(commonest!);
      const { observed, expected, excess, severity, verdict } = history.at(-1)!;
      expect({ observed, expected, excess, severity, verdict }).toEqual({
        observed: incident.observed,
        expected: incident.expected,
        excess: incident.excess,
        severity: incident.severity,
        verdict: incident.verdict,
      });
      expect(incident.excess).toBeGreaterThan(0);
    }
  });

  it('of the band is where nineteen of twenty counts lie, by what was learned and for how long', async () => {
    for (const incident of incidents) {
      const { bins, bin_minutes } = await detail(incident);
      const level = incident.scope.building_id ? 'building' : incident.scope.campus_id ? 'campus' : 'any';
      const days = Math.max(1, incident.learned_days!);
      for (const { bin, expected, low, high } of bins.filter(
        (it, at) => it.expected !== null && at % 7 === 0,
      )) {
        const [learned] = await sql<{ spread: number }>(`
          SELECT max(spread) AS spread FROM mart_baseline_spread
          WHERE category = '${incident.category}' AND level = '${level}' AND week_start = date_trunc('week', DATE '${bin.slice(0, 10)}')`);
        const known = 10 + expected! * Math.min(1, 1440 / bin_minutes) * days * 0.7;
        const spread = learned!.spread + 0.5 / days + 1 / known;
        const [band] = await sql<{ low: number; high: number }>(bandSql(expected!, spread));
        expect({ low, high }, `${incident.incident_id} ${bin}`).toEqual(band);
      }
    }
  });

  it('of the smallest excess beside an explanation is that of two hours of what is usual there', async () => {
    const [first] = await sql<{ campus_id: string }>('SELECT min(campus_id) AS campus_id FROM int_attempts');
    const campus_id = [first!.campus_id];
    const window = { from: '2026-04-20', to: '2026-04-26' };
    for (const [keys, level, rail] of [
      [{ campus_id }, 'campus', ''],
      [{ channel: ['alipay'] }, 'any', 'channel'],
      [{ campus_id, hour: [11, 12, 17] }, 'campus', ''],
    ] as const) {
      const answer = await ask('explain', { ...keys, ...window, category: ['network'] } as never);
      const [of] = await sql<{ hours: number; spread: number; threshold: number; days: number }>(`
        SELECT
          (SELECT count(DISTINCT (local_date, hour)) FROM int_attempts
           WHERE status IN ('succeeded', 'failed') AND local_date BETWEEN '${window.from}' AND '${window.to}'
             AND ${'channel' in keys ? "channel = 'alipay'" : `campus_id = '${campus_id[0]}'`}
             AND ${'hour' in keys ? 'hour IN (11, 12, 17)' : 'true'})::INTEGER AS hours,
          (SELECT max(spread) FROM mart_baseline_spread
           WHERE category = 'network' AND level = '${level}' AND week_start = '${window.from}') AS spread,
          (SELECT min(learned_days) FROM mart_baseline_day
           WHERE category = 'network' AND local_date BETWEEN '${window.from}' AND '${window.to}')::INTEGER AS days,
          (SELECT threshold FROM mart_thresholds
           WHERE category = 'network' AND level = '${level}' AND rail = '${rail}') AS threshold`);
      const usual = answer.expected! * Math.min(1, 2 / of!.hours);
      const learned = 0.5 / of!.days + 1 / (10 + usual * of!.days * 0.7);
      const [told] = await sql<{ smallest: number }>(smallestSql(usual, of!.spread + learned, of!.threshold));
      expect(answer.smallest_excess).toBe(told!.smallest);
      expect(answer.smallest_excess).toBeGreaterThan(2);
    }
    for (const keys of [
      { baseline: 'before', category: ['network'] },
      { category: ['network', 'timeout'] },
      { category: ['network'], dimensions: ['hour'] },
      { category: ['network'], network_type: ['wifi'] },
      {},
    ])
      expect((await ask('explain', { ...window, ...keys } as never)).smallest_excess).toBeNull();
  });

  it('of earlier ones like it is theirs: same category and verdict, a place or a rail in common, before it', async () => {
    for (const incident of incidents) {
      const { similar } = await detail(incident);
      const shares = ({ scope }: IncidentRow) =>
        JSON.stringify(scope) === JSON.stringify(incident.scope) ||
        (scope.building_id !== undefined &&
          scope.building_id === incident.scope.building_id &&
          scope.campus_id === incident.scope.campus_id) ||
        (scope.channel !== undefined && scope.channel === incident.scope.channel) ||
        (scope.bank !== undefined && scope.bank === incident.scope.bank);
      const like = incidents
        .filter(
          (other) =>
            other.category === incident.category &&
            other.verdict === incident.verdict &&
            Date.parse(other.started_at) < Date.parse(incident.started_at) &&
            shares(other),
        )
        .toSorted((a, b) => Date.parse(b.started_at) - Date.parse(a.started_at));
      expect(similar).toEqual(like.slice(0, 10));
    }
  });

  it('of the month ends is a count by day, and the lift holds the plain ratio of rates within its interval', async () => {
    const loaded = await loadMonthEnds(await event('/incidents/month-ends'));
    const { months } = loaded as unknown as { months: { series: SeriesAnswer; effects: CalendarEffect[] } };
    const { series, effects } = months;
    const days = await sql<{ bucket: string; value: number }>(`
      SELECT strftime(local_date, '%Y-%m-%d') AS bucket,
        count(*) FILTER (status = 'failed' AND category = 'balance')::INTEGER AS value
      FROM int_attempts GROUP BY 1 ORDER BY 1`);
    expect(series.points.map(({ bucket, value }) => ({ bucket, value }))).toEqual(days);
    const balance = effects.find(({ category }) => category === 'balance');
    expect(balance).toMatchObject({ state: 'emerging', occasion: 'month_end', occurrences: 2 });
    const first = balance!.days - 1;
    const [plain] = await sql<{ lift: number }>(`
      WITH days AS (
        SELECT local_date, last_day(local_date) - local_date AS to_end, status = 'failed' AND category = 'balance' AS failed
        FROM int_attempts WHERE status IN ('succeeded', 'failed'))
      SELECT avg(CAST(failed AS INTEGER)) FILTER (to_end <= ${first} AND local_date <= DATE '2026-04-30')
        / avg(CAST(failed AS INTEGER)) FILTER (to_end >= 10 AND day(local_date) > 2) AS lift
      FROM days`);
    expect(plain!.lift).toBeGreaterThan(balance!.lift_low);
    expect(plain!.lift).toBeLessThan(balance!.lift_high);
    expect([balance!.next_from, balance!.next_to]).toEqual([`2026-05-${31 - first}`, '2026-05-31']);
  });
});

it('what is found wholly inside a planned time and place is no incident from the next load on', async () => {
  const single = incidents.find(({ verdict, ended_at }) => verdict === 'place' && ended_at !== null)!;
  const { scope, category, started_at, ended_at } = single;
  const form = new FormData();
  const place = [scope.campus_id, scope.building_id].filter(Boolean).join('/');
  const [from, to] = [started_at.slice(0, 16), ended_at!.slice(0, 16)];
  for (const [name, value] of Object.entries({ by: 'ops', category, place, from, to })) form.set(name, value);
  const choices = { places: [place], channel: [], bank: [], timezoneOf: () => single.timezone };
  const plan = planFrom(form, choices, new Date());
  if ('field' in plan) expect.unreachable(plan.field);
  appendMark(plan);
  const log = await readFile(join(folder, 'log', 'attempts.csv'), 'utf8');
  const attempts = parse(log, { columns: true }) as Record<string, string>[];
  const more = join(folder, 'more.csv');
  const again = { ...attempts.at(-1)!, attempt_id: 'more-1', order_id: 'more-1' };
  await writeFile(more, stringify([again], { header: true }));
  await ingest({ ...locations, published }, { paths: [more], table: 'attempts', publish: true });
  const left = (await list()).answer.incidents.map(({ incident_id }) => incident_id);
  expect(left.toSorted()).toEqual(
    incidents
      .map(({ incident_id }) => incident_id)
      .filter((it) => it !== single.incident_id)
      .toSorted(),
  );
});
