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

reclassified AS (
  SELECT stg_attempts.campus_id, stg_attempts.order_key
  FROM stg_attempts
  JOIN raw_reclassified
    ON raw_reclassified.channel IN (stg_attempts.channel, '*')
    AND raw_reclassified.error_code = coalesce(stg_attempts.error_code, '')
  WHERE stg_attempts.reported_status = 'failed'
),

rematched AS (
  SELECT campus_id, order_key
  FROM raw_rematched
),

ends AS (
  SELECT stg_attempts.campus_id, least(max(stg_attempts.attempted_at), any_value(int_campuses.data_through)) AS known_end
  FROM stg_attempts
  JOIN int_campuses ON int_campuses.campus_id = stg_attempts.campus_id
  GROUP BY stg_attempts.campus_id
),

still_open AS (
  SELECT int_orders_at_risk.campus_id, int_orders_at_risk.order_key
  FROM int_orders_at_risk
  JOIN ends ON ends.campus_id = int_orders_at_risk.campus_id
  WHERE int_orders_at_risk.outcome IN ('immature', 'lost')
    AND int_orders_at_risk.first_failed_at > ends.known_end - INTERVAL '24 hours'
),

still_pending AS (
  SELECT stg_attempts.campus_id, stg_attempts.order_key
  FROM stg_attempts
  JOIN ends ON ends.campus_id = stg_attempts.campus_id
  WHERE stg_attempts.reported_status = 'pending'
    AND stg_attempts.attempted_at >= ends.known_end - INTERVAL '30 minutes'
)

SELECT campus_id, order_key FROM loaded
UNION
SELECT campus_id, order_key FROM replaced
UNION
SELECT campus_id, order_key FROM reclassified
UNION
SELECT campus_id, order_key FROM rematched
UNION
SELECT campus_id, order_key FROM still_open
UNION
SELECT campus_id, order_key FROM still_pending
