WITH
failures AS (
  SELECT
    *,
    row_number() OVER (PARTITION BY campus_id, order_key ORDER BY attempted_at, attempt_id) AS failure_no
  FROM int_attempts
  WHERE status = 'failed'
),

first_failures AS (
  SELECT * FROM failures WHERE failure_no = 1
),

later_attempts AS (
  SELECT
    first_failures.campus_id,
    first_failures.order_key,
    min(CASE
      WHEN other.status = 'succeeded' AND other.attempted_at >= first_failures.attempted_at THEN other.attempted_at
    END) AS recovered_at,
    count(CASE
      WHEN other.status = 'succeeded' AND other.attempted_at < first_failures.attempted_at THEN 1
    END) > 0 AS paid_before,
    count(CASE
      WHEN other.channel <> first_failures.channel AND other.attempted_at >= first_failures.attempted_at THEN 1
    END) > 0 AS switched_channel,
    count(*) AS attempts
  FROM first_failures
  JOIN int_attempts AS other
    ON other.campus_id = first_failures.campus_id
    AND other.order_key = first_failures.order_key
  GROUP BY first_failures.campus_id, first_failures.order_key
),

folded AS (
  SELECT
    first_failures.campus_id,
    first_failures.order_key,
    first_failures.attempt_id AS first_failure_attempt_id,
    first_failures.attempted_at AS first_failed_at,
    first_failures.utc_date,
    first_failures.local_date,
    first_failures.hour,
    first_failures.slice_key,
    first_failures.category,
    first_failures.amount_minor,
    later_attempts.attempts,
    later_attempts.switched_channel,
    later_attempts.recovered_at,
    later_attempts.paid_before,
    later_attempts.recovered_at <= first_failures.attempted_at + INTERVAL '15 minutes' AS within_15_minutes,
    later_attempts.recovered_at <= first_failures.attempted_at + INTERVAL '24 hours' AS within_24_hours,
    first_failures.data_through >= first_failures.attempted_at + INTERVAL '24 hours' AS is_mature
  FROM first_failures
  JOIN later_attempts
    ON later_attempts.campus_id = first_failures.campus_id
    AND later_attempts.order_key = first_failures.order_key
)

SELECT
  campus_id,
  order_key,
  first_failure_attempt_id,
  first_failed_at,
  utc_date,
  local_date,
  hour,
  slice_key,
  category,
  amount_minor,
  attempts,
  switched_channel,
  recovered_at,
  CAST(date_diff('millisecond', first_failed_at, recovered_at) AS DOUBLE) / 60000 AS minutes_to_recovery,
  coalesce(within_15_minutes, false) AS is_recovered_15_minutes,
  CASE
    WHEN within_24_hours THEN 'recovered'
    WHEN paid_before THEN 'paid_before'
    WHEN is_mature THEN 'lost'
    ELSE 'immature'
  END AS outcome
FROM folded
