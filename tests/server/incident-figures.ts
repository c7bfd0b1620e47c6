import type { IncidentRow, Scope } from '../../src/lib/contracts/index.ts';

/**
 * Settled attempts, straight from the attempts: a failure is left out where its order failed within the two minutes before
 * it, on the same UTC date.
 */
export const CREATE_SETTLED = `
  CREATE TEMP TABLE settled AS
  SELECT attempt_id, attempted_at, local_date, campus_id, building_id, channel, bank, method, status, category, amount_minor,
    CAST(date_trunc('week', local_date) AS DATE) AS week_start,
    2 * hour(local_time) + minute(local_time) // 30 AS half_hour
  FROM int_attempts AS this
  WHERE status IN ('succeeded', 'failed') AND NOT EXISTS (
    SELECT 1 FROM int_attempts AS other
    WHERE this.status = 'failed' AND other.status = 'failed' AND other.campus_id = this.campus_id
      AND other.order_key = this.order_key AND other.utc_date = this.utc_date
      AND (other.attempted_at, other.attempt_id) < (this.attempted_at, this.attempt_id)
      AND this.attempted_at - other.attempted_at <= INTERVAL '2 minutes')`;

/** What one incident, or a part of it, comes to; amounts in major units. */
export interface Figures {
  settled: number;
  observed: number;
  expected: number;
  failed_amount: number;
  orders_at_risk: number;
  lost_orders: number;
  immature_orders: number;
  lost_amount: number;
  severity: string;
}

const utc = (instant: string) => new Date(instant).toISOString().slice(0, 19);

/** The time of an incident and a scope, as a condition on attempts. */
export function inSpan(
  { started_at, ended_at, last_seen_at }: IncidentRow,
  scope: Scope,
  time = 'attempted_at',
): string {
  return [
    `${time} >= '${utc(started_at)}' AND ${time} < '${utc(ended_at ?? last_seen_at)}'`,
    ...Object.entries(scope).map(([key, value]) => `${key} = '${value}'`),
  ].join(' AND ');
}

/** What is usual of each attempt by the published baseline, joined to attempts: `rate`, `rail` and `day` to be multiplied. */
export const usualOf = (category: string) => `
      LEFT JOIN (SELECT local_date, campus_id, day_kind, factor AS day FROM mart_baseline_day WHERE category = '${category}')
        USING (local_date, campus_id)
      LEFT JOIN (SELECT * EXCLUDE (category, rates), unnest(rates) AS rate, unnest(range(48)) AS half_hour
        FROM mart_baseline_place WHERE category = '${category}') USING (week_start, campus_id, building_id, day_kind, half_hour)
      LEFT JOIN (SELECT * EXCLUDE (category, factors), unnest(factors) AS rail, unnest(range(48)) AS half_hour
        FROM mart_baseline_rail WHERE category = '${category}') USING (week_start, channel, bank, method, half_hour)`;

/**
 * The figures of an incident's time and category in a scope, by SQL that shares nothing with the product's own: counts of
 * attempts, usual failures by the published baseline, orders followed from their first failure for a day. With `by`, a row
 * for each value of these columns.
 */
export function figuresSql(incident: IncidentRow, scope: Scope, by = `'all'`): string {
  const { category } = incident;
  return `
    WITH inside AS (SELECT * FROM settled WHERE ${inSpan(incident, scope)}),
    counted AS (
      SELECT ${by}, count(*)::INTEGER AS settled,
        count(*) FILTER (category = '${category}')::INTEGER AS observed,
        coalesce(sum(amount_minor) FILTER (category = '${category}'), 0)::DOUBLE / 100 AS failed_amount,
        sum(rate * rail * day) AS expected
      FROM inside
      ${usualOf(category)}
      GROUP BY ${by === `'all'` ? 'ALL' : by}
    ),
    firsts AS (
      SELECT campus_id, order_key, min_by(attempt_id, (attempted_at, attempt_id)) AS attempt_id
      FROM int_attempts WHERE status = 'failed' GROUP BY campus_id, order_key
    ),
    orders AS (
      SELECT risk.amount_minor, CASE
          WHEN bool_or(paid.attempted_at BETWEEN risk.attempted_at AND risk.attempted_at + INTERVAL '24 hours') THEN 'recovered'
          WHEN bool_or(paid.attempted_at < risk.attempted_at) THEN 'paid before'
          WHEN any_value(risk.data_through) >= any_value(risk.attempted_at) + INTERVAL '24 hours' THEN 'lost'
          ELSE 'immature'
        END AS outcome
      FROM (SELECT int_attempts.* FROM int_attempts JOIN firsts USING (attempt_id)) AS risk
      LEFT JOIN int_attempts AS paid
        ON paid.status = 'succeeded' AND paid.campus_id = risk.campus_id AND paid.order_key = risk.order_key
      WHERE risk.category = '${category}' AND ${inSpan(incident, scope, 'risk.attempted_at').replaceAll(/AND (\w+) =/g, 'AND risk.$1 =')}
      GROUP BY risk.attempt_id, risk.amount_minor
    ),
    followed AS (
      SELECT count(*)::INTEGER AS orders_at_risk, count(*) FILTER (outcome = 'lost')::INTEGER AS lost_orders,
        count(*) FILTER (outcome = 'immature')::INTEGER AS immature_orders,
        coalesce(sum(amount_minor) FILTER (outcome = 'lost'), 0)::DOUBLE / 100 AS lost_amount
      FROM orders
    )
    SELECT *,
      CASE WHEN orders_at_risk >= 150 OR failed_amount >= 6000 THEN 'extreme'
        WHEN orders_at_risk >= 40 OR failed_amount >= 1500 THEN 'severe'
        WHEN orders_at_risk >= 10 OR failed_amount >= 300 THEN 'moderate' ELSE 'minor' END AS severity
    FROM counted CROSS JOIN followed`;
}

/** Byar's limits of a count at 95 % (Breslow & Day 1987, 2.7), with a spread around what is expected. */
export function byarSql(observed: number, expected: number, spread: number): string {
  const limit = (sign: '-' | '+', count: number) =>
    `${count} * power(greatest(0, 1 - 1 / (9 * ${count}) ${sign} 1.96 * sqrt(1 + ${spread} * ${expected}) / (3 * sqrt(${count}))), 3)`;
  return `SELECT CAST(${limit('-', observed)} AS DOUBLE) AS low, CAST(${limit('+', observed + 1)} AS DOUBLE) AS high`;
}

/** The chance of each count from 0 on where `mean` are usual with variance mean + spread × mean², as many as are asked for. */
function chancesSql(mean: number, spread: number, most: number): string {
  return `
    SELECT count, exp(lgamma(count + 1 / ${spread}) - lgamma(1 / ${spread}) - lgamma(count + 1)
      + count * ln(${spread} * ${mean} / (1 + ${spread} * ${mean})) - ln(1 + ${spread} * ${mean}) / ${spread}) AS chance
    FROM range(${most}) AS counts(count)`;
}

/** The smallest whole excess whose chance is below e^−threshold, added up term by term. */
export const smallestSql = (mean: number, spread: number, threshold: number): string => `
  WITH chances AS (${chancesSql(mean, spread, Math.ceil(60 + 40 * mean))}),
  tails AS (SELECT count, sum(chance) OVER (ORDER BY count DESC) AS tail FROM chances)
  SELECT CAST(greatest(1, ceil(min(count) - ${mean})) AS INTEGER) AS smallest
  FROM tails WHERE count >= 3 AND -ln(tail) > ${threshold}`;

/** The counts between which nineteen of twenty lie. */
export const bandSql = (mean: number, spread: number): string => `
  WITH chances AS (${chancesSql(mean, spread, Math.ceil(60 + 10 * mean))}),
  reached AS (SELECT count, sum(chance) OVER (ORDER BY count) AS reached FROM chances)
  SELECT CAST(min(count) FILTER (reached >= 0.025) AS INTEGER) AS low,
    CAST(min(count) FILTER (reached >= 0.975) AS INTEGER) AS high
  FROM reached`;
