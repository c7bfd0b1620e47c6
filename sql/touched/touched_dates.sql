WITH
moved AS (
  SELECT DISTINCT stg_attempts.utc_date
  FROM stg_attempts
  JOIN touched_orders
    ON touched_orders.campus_id = stg_attempts.campus_id
    AND touched_orders.order_key = stg_attempts.order_key
),

left_behind AS (
  SELECT DISTINCT utc_date
  FROM raw_replaced
)

SELECT utc_date FROM moved
UNION
SELECT utc_date FROM left_behind
