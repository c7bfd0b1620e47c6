WITH
spreads AS (
  SELECT max(spread) AS spread
  FROM mart_baseline_spread
  WHERE list_contains($category, category)
    AND level = $level
    AND week_start > CAST($from_time AS TIMESTAMP) - INTERVAL '7 days'
    AND week_start < CAST($to_time AS TIMESTAMP)
),

days AS (
  SELECT min(learned_days) AS learned_days
  FROM mart_baseline_day
  WHERE list_contains($category, category)
    AND local_date >= CAST(CAST($from_time AS TIMESTAMP) AS DATE)
    AND local_date < CAST($to_time AS TIMESTAMP)
)

SELECT
  coalesce(max(threshold) FILTER (level = $level AND rail = $rail), max(threshold)) AS threshold,
  any_value(spread) AS spread,
  CAST(any_value(learned_days) AS DOUBLE) AS learned_days
FROM mart_thresholds
CROSS JOIN spreads
CROSS JOIN days
WHERE list_contains($category, category)
