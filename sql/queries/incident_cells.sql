WITH
all_settled AS (
  SELECT
    *,
    status = 'failed' AND coalesce(
      attempted_at - lag(attempted_at) OVER (
        PARTITION BY utc_date, campus_id, order_key, status
        ORDER BY attempted_at, attempt_id
      ) <= INTERVAL '2 minutes', false
    ) AS is_repeat
  FROM int_attempts
  WHERE attempted_at >= CAST($from_time AS TIMESTAMP) - INTERVAL '2 minutes'
    AND attempted_at < CAST($to_time AS TIMESTAMP)
    AND status IN ('succeeded', 'failed')
),

settled AS (
  SELECT
    *,
    time_bucket(to_minutes($bin_minutes), local_time) AS bin
  FROM all_settled
  WHERE NOT is_repeat
    AND attempted_at >= CAST($from_time AS TIMESTAMP)
    AND ($campus_id IS NULL OR list_contains($campus_id, campus_id))
    AND ($building_id IS NULL OR list_contains($building_id, building_id))
    AND ($channel IS NULL OR list_contains($channel, channel))
    AND ($bank IS NULL OR list_contains($bank, bank))
    AND ($method IS NULL OR list_contains($method, method))
)

SELECT
  campus_id || '/' || building_id AS "row",
  strftime(bin, '%Y-%m-%dT%H:%M') AS bin,
  CAST(count(*) AS DOUBLE) AS settled,
  CAST(count(*) FILTER (list_contains($category, category)) AS DOUBLE) AS observed
FROM settled
GROUP BY ALL
ORDER BY "row", bin
