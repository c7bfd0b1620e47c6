import { rows, type Database } from '../database.ts';
import { insertRows } from './rows.ts';

/** Where and when, for counting what an incident cost. */
export interface Place {
  incident_id: string;
  category: string;
  started_at: string;
  until: string;
  campus_id: string | null;
  building_id: string | null;
  channel: string | null;
  bank: string | null;
  method: string | null;
}

/** What an incident cost; amounts in minor units. */
export interface Figures {
  incident_id: string;
  settled: number;
  observed: number;
  failed_amount: number;
  currency: string | null;
  orders_at_risk: number;
  lost_orders: number;
  immature_orders: number;
  lost_amount: number;
}

/** What the incidents that ended by an instant were counted to have cost, and of where and when that is. */
export async function figuresBefore(
  database: Database,
  until: string,
): Promise<Map<string, Figures & Place>> {
  const found = await rows<never>(
    database,
    `SELECT
       incident_id, category, currency, campus_id, building_id, channel, bank, method,
       CAST(started_at AS VARCHAR) AS started_at, CAST(last_seen_at AS VARCHAR) AS "until",
       CAST(COLUMNS(['settled', 'observed', 'failed_amount', 'orders_at_risk', 'lost_orders', 'immature_orders',
         'lost_amount']) AS DOUBLE)
     FROM mart_incidents
     WHERE last_seen_at <= CAST($until AS TIMESTAMP)`,
    { until },
  );
  return new Map((found as (Figures & Place)[]).map((it) => [it.incident_id, it]));
}

const inScope = (table: 'dim_leaf' | 'dim_slice') =>
  ['campus_id', 'building_id', 'channel', 'bank', 'method']
    .map((key) => `(place.${key} IS NULL OR place.${key} = ${table}.${key})`)
    .join(' AND ');

/**
 * Counts what happened in each place and time, which begins and ends with a bin: attempts from `mart_bins`, amounts from
 * the failures and orders themselves. As in `mart_bins`, failures of one order within two minutes of one another are one.
 */
export async function countFigures(database: Database, places: Place[]): Promise<Map<string, Figures>> {
  if (places.length === 0) return new Map();
  await database.connection.run(
    `CREATE OR REPLACE TEMP TABLE incident_places (incident_id VARCHAR, category VARCHAR, started_at TIMESTAMP,
       "until" TIMESTAMP, campus_id VARCHAR, building_id VARCHAR, channel VARCHAR, bank VARCHAR, method VARCHAR)`,
  );
  await insertRows(database, 'incident_places', places);
  const [first, last] = [
    places.map((it) => it.started_at).sort()[0]!,
    places
      .map((it) => it.until)
      .sort()
      .at(-1)!,
  ];
  const found = await rows<never>(
    database,
    `WITH
     days AS (
       SELECT *, CAST(unnest(range(CAST(started_at AS DATE), "until", INTERVAL 1 DAY)) AS DATE) AS utc_date
       FROM incident_places
     ),
     settled AS (
       SELECT
         place.incident_id,
         sum(bins.settled) AS settled,
         sum(CASE WHEN bins.category = place.category THEN bins.settled END) AS observed
       FROM mart_bins AS bins
       JOIN dim_leaf ON dim_leaf.leaf_key = bins.leaf_key
       JOIN days AS place
         ON place.utc_date = bins.utc_date
         AND bins.bin >= place.started_at
         AND bins.bin < place."until"
         AND ${inScope('dim_leaf')}
       GROUP BY place.incident_id
     ),
     failures AS (
       SELECT
         utc_date, attempted_at, slice_key, category, amount_minor, currency,
         attempted_at - lag(attempted_at) OVER (
           PARTITION BY utc_date, campus_id, order_key
           ORDER BY attempted_at
         ) <= INTERVAL '2 minutes' AS is_repeat
       FROM int_attempts
       WHERE status = 'failed' AND reported_status <> 'succeeded'
         AND utc_date BETWEEN CAST($first::TIMESTAMP AS DATE) AND CAST($last::TIMESTAMP AS DATE)
     ),
     failed AS (
       SELECT place.incident_id, sum(failures.amount_minor) AS failed_amount, mode(failures.currency) AS currency
       FROM failures
       JOIN dim_slice ON dim_slice.slice_key = failures.slice_key
       JOIN days AS place
         ON place.utc_date = failures.utc_date
         AND place.category = failures.category
         AND failures.attempted_at >= place.started_at
         AND failures.attempted_at < place."until"
         AND ${inScope('dim_slice')}
       WHERE failures.is_repeat IS NOT TRUE
       GROUP BY place.incident_id
     ),
     orders AS (
       SELECT
         place.incident_id,
         count(*) AS orders_at_risk,
         count(CASE WHEN outcome = 'lost' THEN 1 END) AS lost_orders,
         count(CASE WHEN outcome = 'immature' THEN 1 END) AS immature_orders,
         coalesce(sum(CASE WHEN outcome = 'lost' THEN amount_minor END), 0) AS lost_amount
       FROM int_orders_at_risk AS risk
       JOIN dim_slice ON dim_slice.slice_key = risk.slice_key
       JOIN days AS place
         ON place.utc_date = CAST(risk.first_failed_at AS DATE)
         AND risk.category = place.category
         AND risk.first_failed_at >= place.started_at
         AND risk.first_failed_at < place."until"
         AND ${inScope('dim_slice')}
       GROUP BY place.incident_id
     )
     SELECT
       incident_id,
       CAST(coalesce(settled, 0) AS DOUBLE) AS settled,
       CAST(coalesce(observed, 0) AS DOUBLE) AS observed,
       CAST(coalesce(failed_amount, 0) AS DOUBLE) AS failed_amount,
       currency,
       CAST(coalesce(orders_at_risk, 0) AS DOUBLE) AS orders_at_risk,
       CAST(coalesce(lost_orders, 0) AS DOUBLE) AS lost_orders,
       CAST(coalesce(immature_orders, 0) AS DOUBLE) AS immature_orders,
       CAST(coalesce(lost_amount, 0) AS DOUBLE) AS lost_amount
     FROM incident_places
     LEFT JOIN settled USING (incident_id)
     LEFT JOIN failed USING (incident_id)
     LEFT JOIN orders USING (incident_id)`,
    { first, last },
  );
  await database.connection.run('DROP TABLE incident_places');
  return new Map((found as Figures[]).map((it) => [it.incident_id, it]));
}
