WITH
attempts AS (
  SELECT
    utc_date,
    local_date,
    hour,
    slice_key,
    category,
    CASE WHEN latency_ms > 0 THEN CAST(least(255, ceil(ln(latency_ms) / ln(1.1))) AS UTINYINT) END AS latency_bucket,
    1 AS attempts,
    CASE WHEN status IN ('succeeded', 'failed') THEN 1 END AS settled,
    CASE WHEN status IN ('succeeded', 'failed') AND minute(local_time) >= 30 THEN 1 END AS settled_late,
    CASE WHEN status = 'cancelled' THEN 1 END AS cancelled,
    CASE WHEN status = 'pending' THEN 1 END AS pending,
    CASE WHEN status = 'failed' THEN 1 END AS failures,
    CASE WHEN status = 'failed' THEN amount_minor END AS failed_amount,
    CASE WHEN status = 'failed' AND reports_feedback THEN 1 END AS feedback_known,
    CASE WHEN status = 'failed' AND reports_feedback AND feedback_at IS NULL THEN 1 END AS silent_failures,
    CASE
      WHEN status = 'failed' AND feedback_at > attempted_at + to_milliseconds(coalesce(latency_ms, 0) + 500) THEN 1
    END AS late_feedback,
    CASE WHEN attempt_no = 1 THEN 1 END AS orders
  FROM int_attempts
),

orders_at_risk AS (
  SELECT
    utc_date,
    local_date,
    hour,
    slice_key,
    category,
    1 AS orders_at_risk,
    CASE WHEN is_recovered_15_minutes THEN 1 END AS recovered_orders,
    CASE WHEN outcome = 'recovered' THEN 1 END AS recovered_orders_24h,
    CASE WHEN outcome = 'immature' THEN 1 END AS immature_orders,
    CASE WHEN outcome = 'lost' THEN 1 END AS lost_orders,
    CASE WHEN outcome = 'lost' THEN amount_minor END AS lost_amount
  FROM int_orders_at_risk
),

facts AS (
  SELECT *
  FROM attempts
  UNION ALL BY NAME
  SELECT *
  FROM orders_at_risk
)

SELECT
  utc_date,
  local_date,
  hour,
  slice_key,
  category,
  latency_bucket,
  count(attempts) AS attempts,
  count(settled) AS settled,
  count(settled_late) AS settled_late,
  count(cancelled) AS cancelled,
  count(pending) AS pending,
  count(failures) AS failures,
  CAST(coalesce(sum(failed_amount), 0) AS BIGINT) AS failed_amount,
  count(feedback_known) AS feedback_known,
  count(silent_failures) AS silent_failures,
  count(late_feedback) AS late_feedback,
  count(orders) AS orders,
  count(orders_at_risk) AS orders_at_risk,
  count(recovered_orders) AS recovered_orders,
  count(recovered_orders_24h) AS recovered_orders_24h,
  count(immature_orders) AS immature_orders,
  count(lost_orders) AS lost_orders,
  CAST(coalesce(sum(lost_amount), 0) AS BIGINT) AS lost_amount
FROM facts
GROUP BY utc_date, local_date, hour, slice_key, category, latency_bucket
