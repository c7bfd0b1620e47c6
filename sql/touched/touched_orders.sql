WITH
loaded AS (
  SELECT stg_attempts.campus_id, stg_attempts.order_key
  FROM stg_attempts
  JOIN raw_batches ON raw_batches.batch_id = stg_attempts.batch_id
  WHERE NOT raw_batches.is_modelled
),

replaced AS (
  SELECT campus_id, order_key
  FROM raw_replaced
),

still_open AS (
  SELECT campus_id, order_key
  FROM int_orders_at_risk
  WHERE outcome = 'immature'
),

still_pending AS (
  SELECT stg_attempts.campus_id, stg_attempts.order_key
  FROM stg_attempts
  JOIN int_campuses ON int_campuses.campus_id = stg_attempts.campus_id
  WHERE stg_attempts.reported_status = 'pending'
    AND stg_attempts.attempted_at >= int_campuses.data_through - INTERVAL '30 minutes'
)

SELECT campus_id, order_key FROM loaded
UNION
SELECT campus_id, order_key FROM replaced
UNION
SELECT campus_id, order_key FROM still_open
UNION
SELECT campus_id, order_key FROM still_pending
