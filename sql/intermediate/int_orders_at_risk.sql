WITH
failures AS (
  SELECT
    campus_id, order_key, attempt_id, attempted_at, utc_date, local_date, hour, slice_key, channel, category,
    amount_minor, data_through,
    row_number() OVER (PARTITION BY campus_id, order_key ORDER BY attempted_at, attempt_id) AS failure_no
  FROM int_attempts
  WHERE status = 'failed'
    AND reported_status <> 'succeeded'
),

first_failures AS (
  SELECT * FROM failures WHERE failure_no = 1
),

retried AS (
  SELECT DISTINCT campus_id, order_key
  FROM int_retries
),

retried_attempts AS (
  SELECT
    stg_attempts.campus_id, stg_attempts.order_key, attempted_at, channel,
    reported_status = 'succeeded' OR int_bill_matches.line_id IS NOT NULL AS is_paid
  FROM stg_attempts
  JOIN retried
    ON retried.campus_id = stg_attempts.campus_id
    AND retried.order_key = stg_attempts.order_key
  LEFT JOIN int_bill_matches ON int_bill_matches.attempt_id = stg_attempts.attempt_id
),

later_attempts AS (
  SELECT
    first_failures.campus_id,
    first_failures.order_key,
    min(CASE
      WHEN other.is_paid AND other.attempted_at >= first_failures.attempted_at
        THEN other.attempted_at
    END) AS recovered_at,
    count(CASE
      WHEN other.is_paid AND other.attempted_at < first_failures.attempted_at THEN 1
    END) > 0 AS paid_before,
    count(CASE
      WHEN other.channel <> first_failures.channel AND other.attempted_at >= first_failures.attempted_at THEN 1
    END) > 0 AS switched_channel,
    count(*) AS attempts
  FROM first_failures
  JOIN retried_attempts AS other
    ON other.campus_id = first_failures.campus_id
    AND other.order_key = first_failures.order_key
  GROUP BY first_failures.campus_id, first_failures.order_key
),

folded AS (
  SELECT
    first_failures.*,
    coalesce(later_attempts.attempts, 1) AS attempts,
    coalesce(later_attempts.switched_channel, false) AS switched_channel,
    coalesce(later_attempts.paid_before, false) AS paid_before,
    later_attempts.recovered_at,
    later_attempts.recovered_at <= first_failures.attempted_at + INTERVAL '15 minutes' AS within_15_minutes,
    later_attempts.recovered_at <= first_failures.attempted_at + INTERVAL '24 hours' AS within_24_hours,
    first_failures.data_through >= first_failures.attempted_at + INTERVAL '24 hours' AS is_mature
  FROM first_failures
  LEFT JOIN later_attempts
    ON later_attempts.campus_id = first_failures.campus_id
    AND later_attempts.order_key = first_failures.order_key
)

SELECT
  campus_id,
  order_key,
  attempt_id AS first_failure_attempt_id,
  attempted_at AS first_failed_at,
  utc_date,
  local_date,
  hour,
  slice_key,
  category,
  amount_minor,
  attempts,
  switched_channel,
  recovered_at,
  CAST(date_diff('millisecond', attempted_at, recovered_at) AS DOUBLE) / 60000 AS minutes_to_recovery,
  coalesce(within_15_minutes, false) AS is_recovered_15_minutes,
  CASE
    WHEN within_24_hours THEN 'recovered'
    WHEN paid_before THEN 'paid_before'
    WHEN is_mature THEN 'lost'
    ELSE 'immature'
  END AS outcome
FROM folded
