WITH
stored AS (
  SELECT count(DISTINCT hash(campus_id, order_key)) AS orders
  FROM stg_attempts
),

counted AS (
  SELECT coalesce(sum(orders), 0) AS orders, coalesce(sum(orders_at_risk), 0) AS orders_at_risk
  FROM mart_hourly
),

folded AS (
  SELECT count(*) AS orders_at_risk
  FROM int_orders_at_risk
)

SELECT stored.orders AS stored, counted.orders AS counted, folded.orders_at_risk AS folded, counted.orders_at_risk
FROM stored
CROSS JOIN counted
CROSS JOIN folded
WHERE stored.orders <> counted.orders
  OR folded.orders_at_risk <> counted.orders_at_risk
