WITH
spreads AS (
  SELECT max(spread) AS spread
  FROM mart_baseline_spread
  WHERE list_contains($category, category)
    AND level = $level
    AND week_start > CAST($from_time AS TIMESTAMP) - INTERVAL '7 days'
    AND week_start < CAST($to_time AS TIMESTAMP)
)

SELECT
  coalesce(max(threshold) FILTER (level = $level AND rail = $rail), max(threshold)) AS threshold,
  any_value(spread) AS spread
FROM mart_thresholds
CROSS JOIN spreads
WHERE list_contains($category, category)
