WITH
settled AS (
  SELECT
    utc_date,
    time_bucket(INTERVAL '5 minutes', attempted_at) AS bin,
    local_date,
    CAST(2 * hour + CASE WHEN minute(local_time) >= 30 THEN 1 ELSE 0 END AS TINYINT) AS half_hour,
    hash(campus_id, building_id, channel, bank, method) AS leaf_key,
    attempted_at,
    order_key,
    campus_id,
    status,
    category
  FROM int_attempts
  WHERE status IN ('succeeded', 'failed')
),

retried_orders AS (
  SELECT DISTINCT campus_id, order_key
  FROM int_retries
),

retried_failures AS (
  SELECT
    settled.* EXCLUDE (attempted_at, status),
    attempted_at - lag(attempted_at) OVER (
      PARTITION BY utc_date, settled.campus_id, settled.order_key
      ORDER BY attempted_at
    ) <= INTERVAL '2 minutes' AS is_repeat
  FROM settled
  JOIN retried_orders
    ON retried_orders.campus_id = settled.campus_id
    AND retried_orders.order_key = settled.order_key
  WHERE status = 'failed'
),

counted AS (
  SELECT utc_date, bin, local_date, half_hour, leaf_key, category, 1 AS settled
  FROM settled
  UNION ALL
  SELECT utc_date, bin, local_date, half_hour, leaf_key, category, -1 AS settled
  FROM retried_failures
  WHERE is_repeat
)

SELECT
  utc_date,
  bin,
  local_date,
  half_hour,
  leaf_key,
  category,
  CAST(sum(settled) AS INTEGER) AS settled
FROM counted
GROUP BY ALL
HAVING sum(settled) > 0
