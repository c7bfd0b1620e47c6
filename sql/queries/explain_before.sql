WITH
attempts AS (
  SELECT
    CASE WHEN list_contains($dimensions, 'campus_id') THEN campus_id END AS campus_id,
    CASE
      WHEN NOT list_contains($dimensions, 'building_id') THEN NULL
      WHEN $whole_building THEN campus_id || '/' || building_id
      ELSE building_id
    END AS building_id,
    CASE WHEN list_contains($dimensions, 'channel') THEN channel END AS channel,
    CASE WHEN list_contains($dimensions, 'bank') THEN bank END AS bank,
    CASE WHEN list_contains($dimensions, 'method') THEN method END AS method,
    CASE WHEN list_contains($dimensions, 'network_type') THEN network_type END AS network_type,
    CASE WHEN list_contains($dimensions, 'platform') THEN platform END AS platform,
    CASE WHEN list_contains($dimensions, 'hour') THEN CAST(hour AS VARCHAR) END AS hour,
    CASE
      WHEN list_contains($dimensions, 'category') AND status = 'failed'
        AND ($category IS NULL OR list_contains($category, category)) THEN category
    END AS category,
    CASE WHEN $is_local THEN local_time ELSE attempted_at END >= CAST($from_time AS TIMESTAMP) AS is_now,
    status = 'failed' AND ($category IS NULL OR list_contains($category, category)) AS is_failure
  FROM int_attempts
  WHERE attempted_at >= CAST($first_utc_date AS DATE)
    AND attempted_at < CAST($last_utc_date AS DATE) + INTERVAL '1 day'
    AND CASE WHEN $is_local THEN local_time ELSE attempted_at END >= CAST($before_time AS TIMESTAMP)
    AND CASE WHEN $is_local THEN local_time ELSE attempted_at END < CAST($to_time AS TIMESTAMP)
    AND status IN ('succeeded', 'failed')
    AND ($campus_id IS NULL OR list_contains($campus_id, campus_id))
    AND (
      $building_id IS NULL
      OR list_contains($building_id, building_id)
      OR list_contains($building_id, campus_id || '/' || building_id)
    )
    AND ($channel IS NULL OR list_contains($channel, channel))
    AND ($bank IS NULL OR list_contains($bank, bank))
    AND ($method IS NULL OR list_contains($method, method))
    AND ($network_type IS NULL OR list_contains($network_type, network_type))
    AND ($platform IS NULL OR list_contains($platform, platform))
    AND ($hour IS NULL OR list_contains($hour, hour))
    AND ($weekday IS NULL OR list_contains($weekday, weekday))
    AND ($day_of_month IS NULL OR list_contains($day_of_month, day_of_month))
    AND ($days_to_month_end IS NULL OR list_contains($days_to_month_end, days_to_month_end))
)

SELECT
  CASE
    WHEN grouping(campus_id) = 0 THEN 'place'
    WHEN grouping(hour) = 0 THEN 'moment'
    ELSE 'category'
  END AS row_kind,
  campus_id,
  building_id,
  channel,
  bank,
  method,
  network_type,
  platform,
  hour,
  category,
  CAST(count(*) FILTER (is_now) AS DOUBLE) AS settled,
  CAST(count(*) FILTER (is_now AND is_failure) AS DOUBLE) AS observed,
  CAST(count(*) FILTER (NOT is_now) AS DOUBLE) AS settled_before,
  CAST(count(*) FILTER (NOT is_now AND is_failure) AS DOUBLE) AS observed_before
FROM attempts
GROUP BY GROUPING SETS (
  (campus_id, building_id, channel, bank, method, network_type, platform),
  (hour),
  (category)
)
ORDER BY ALL
