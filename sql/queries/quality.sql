WITH
counted AS (
  SELECT CAST(coalesce(sum(attempts), 0) AS DOUBLE) AS attempts, CAST(coalesce(sum(failures), 0) AS DOUBLE) AS failures
  FROM mart_hourly_place
),

coded AS (
  SELECT
    CAST(coalesce(sum(failures) FILTER (category = 'unknown'), 0) AS DOUBLE) AS unknown_failures,
    CAST(coalesce(sum(failures) FILTER (is_contradiction), 0) AS DOUBLE) AS contradictions,
    CAST(coalesce(sum(failures) FILTER (rule = 'stale_pending'), 0) AS DOUBLE) AS stale_pending
  FROM mart_quality_codes
),

loaded AS (
  SELECT CAST(coalesce(sum(order_decided_updates), 0) AS DOUBLE) AS order_decided_updates
  FROM raw_batches
)

SELECT
  counted.attempts,
  counted.failures,
  coded.unknown_failures,
  coded.contradictions,
  coded.stale_pending,
  loaded.order_decided_updates
FROM counted
CROSS JOIN coded
CROSS JOIN loaded
