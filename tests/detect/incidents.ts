import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import type { IncidentRow, Scope } from '../../src/lib/contracts/index.ts';
import { CREATE_INCIDENT_TABLES, EMPTY_INCIDENT_TABLES, FILL_BASELINE } from './incident-tables.ts';

/** An incident to be recorded as detection would; its counts are those of the attempts. */
export interface Recorded extends Pick<
  IncidentRow,
  'incident_id' | 'category' | 'severity' | 'verdict' | 'scope'
> {
  /** UTC, `2024-02-20T04:05:00`. */
  from: string;
  to: string;
  open?: boolean;
  wide?: boolean;
  recurrence?: IncidentRow['recurrence'];
}

/** Opens a file that the pipeline has published, and lets `work` write to it. */
export async function writing(
  path: string,
  work: (connection: DuckDBConnection) => Promise<void>,
): Promise<void> {
  const instance = await DuckDBInstance.create(path);
  try {
    const connection = await instance.connect();
    await connection.run(`SET TimeZone = 'UTC'`);
    await work(connection);
    connection.closeSync();
  } finally {
    instance.closeSync();
  }
}

const text = (value: string | undefined) => (value === undefined ? 'NULL' : `'${value}'`);

const inScope = (scope: Scope) =>
  ['true', ...Object.entries(scope).map(([key, value]) => `${key} = '${value}'`)].join(' AND ');

/** Writes these incidents, with a driver, two revisions and a baseline, into a published file. */
export async function recordIncidents(path: string, recorded: readonly Recorded[]): Promise<void> {
  await writing(path, async (connection) => {
    await connection.run(CREATE_INCIDENT_TABLES);
    await connection.run(EMPTY_INCIDENT_TABLES);
    await connection.run(FILL_BASELINE);
    for (const one of recorded) await record(connection, one);
    await connection.run(`INSERT INTO mart_calendar_effects VALUES
      ('balance', NULL, 'month_end', 7, 3.1, 2.6, 3.7, 3, 'recurring', DATE '2026-04-24', DATE '2026-04-30'),
      ('unpaid', NULL, 'month_end', 6, 1.8, 1.2, 2.5, 2, 'emerging', DATE '2026-04-25', DATE '2026-04-30')`);
    await connection.run('CHECKPOINT');
  });
}

async function record(connection: DuckDBConnection, one: Recorded): Promise<void> {
  const { scope, category, from, to } = one;
  const columns = ['campus_id', 'building_id', 'channel', 'bank', 'method'] as const;
  const scopeValues = columns.map((key) => text(scope[key])).join(', ');
  const evidence = {
    places_struck: 1,
    places_seen: 3,
    rails_struck: 3,
    rails_seen: 4,
    hour_volume: 0.7,
    days_to_month_end: 9,
    inside_rate: 0.4,
    outside_rate: 0.03,
    usual_rate: 0.03,
  };
  await connection.run(`CREATE OR REPLACE TEMP TABLE counted AS
    WITH settled AS (
      SELECT *, attempted_at - lag(attempted_at) OVER (
          PARTITION BY utc_date, campus_id, order_key, status ORDER BY attempted_at, attempt_id
        ) <= INTERVAL '2 minutes' AND status = 'failed' AS is_repeat
      FROM int_attempts
      WHERE status IN ('succeeded', 'failed') AND attempted_at >= '${from}' AND attempted_at < '${to}'
    )
    SELECT count(*) AS settled, count(*) FILTER (category = '${category}') AS observed,
      coalesce(sum(amount_minor) FILTER (category = '${category}'), 0) AS failed_amount,
      count(DISTINCT order_key) FILTER (category = '${category}') AS orders,
      count(*) * 0.004 AS expected
    FROM settled WHERE is_repeat IS NOT TRUE AND ${inScope(scope)}`);
  await connection.run(`INSERT INTO mart_incidents
    SELECT '${one.incident_id}', '${category}', '${one.open ? 'open' : 'closed'}', '${from}', ${one.open ? 'NULL' : `'${to}'`},
      '${to}', '${from}', '${from}', '${to}', ${scopeValues}, coalesce((
        SELECT timezone FROM int_campuses WHERE campus_id = ${text(scope.campus_id)}), 'Asia/Shanghai'),
      settled, observed, expected, observed - expected, (observed - expected) * 0.7, (observed - expected) * 1.3,
      orders, orders // 2, 0, failed_amount, failed_amount // 2, 'CNY', '${one.severity}', '${one.verdict}', 0.93,
      '${JSON.stringify(evidence)}', '${one.recurrence ?? 'none'}',
      ${one.recurrence === 'recurring' ? "DATE '2026-04-24'" : 'NULL'}, 0.05, 14, 7, ${one.wide ? 9 : 28}, ${one.wide === true}, 20
    FROM counted`);
  await connection.run(`INSERT INTO mart_incident_drivers
    SELECT '${one.incident_id}', 1, ${scopeValues}, NULL, settled, observed, expected, observed - expected,
      (observed - expected) * 0.7, (observed - expected) * 1.3, 0.05, 1 FROM counted`);
  await connection.run(`INSERT INTO mart_incident_history
    SELECT '${one.incident_id}', NULL, number, TIMESTAMP '${to}' + to_minutes(number), TIMESTAMP '${to}', change, status,
      '${from}', CASE status WHEN 'closed' THEN TIMESTAMP '${to}' END, observed, expected, observed - expected,
      '${one.severity}', '${one.verdict}', ${scopeValues}
    FROM counted CROSS JOIN (VALUES (1, 'opened', 'open'), (2, '${one.open ? 'worsened' : 'ended'}',
      '${one.open ? 'open' : 'closed'}')) AS revisions(number, change, status)`);
}

interface Truth {
  incidents: {
    incident_id: string;
    category: Recorded['category'];
    verdict: Recorded['verdict'];
    started_at: string;
    ended_at: string;
    scope: Scope;
    observed_failures: number;
  }[];
}

const SEVERITIES = ['extreme', 'severe', 'moderate', 'minor'] as const;

/** The incidents that a simulated log holds, largest first: what a detector without a fault would have found. */
export function truthOf(text: string): Recorded[] {
  const { incidents } = JSON.parse(text) as Truth;
  const utc = (instant: string) => new Date(instant).toISOString().slice(0, 19);
  const bin = 300_000;
  const floor = (instant: string) => new Date(Math.floor(Date.parse(instant) / bin) * bin).toISOString();
  return incidents
    .filter(({ observed_failures }) => observed_failures >= 3)
    .toSorted((a, b) => b.observed_failures - a.observed_failures)
    .map((one, index, all) => ({
      ...one,
      severity: SEVERITIES[Math.min(3, index)]!,
      from: utc(floor(one.started_at)),
      to: utc(floor(one.ended_at)),
      open: all.every(({ ended_at }) => Date.parse(ended_at) <= Date.parse(one.ended_at)),
      wide: index === 2,
      recurrence: one.verdict === 'allowance' ? ('recurring' as const) : ('none' as const),
    }));
}
