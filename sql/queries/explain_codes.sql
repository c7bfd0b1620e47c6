WITH
failures AS (
  SELECT
    error_code,
    dictionary_family,
    CASE WHEN $is_local THEN local_time ELSE attempted_at END >= CAST($from_time AS TIMESTAMP) AS is_now
  FROM int_attempts
  WHERE attempted_at >= CAST($first_utc_date AS DATE)
    AND attempted_at < CAST($last_utc_date AS DATE) + INTERVAL '1 day'
    AND CASE WHEN $is_local THEN local_time ELSE attempted_at END >= CAST($before_time AS TIMESTAMP)
    AND CASE WHEN $is_local THEN local_time ELSE attempted_at END < CAST($to_time AS TIMESTAMP)
    AND status = 'failed'
    AND ($category IS NULL OR list_contains($category, category))
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
),

codes AS (
  SELECT
    error_code,
    any_value(dictionary_family) AS dictionary_family,
    count(*) FILTER (is_now) AS observed,
    count(*) FILTER (NOT is_now) AS observed_before
  FROM failures
  GROUP BY error_code
)

SELECT
  codes.error_code,
  CAST(codes.observed AS DOUBLE) AS observed,
  CAST(codes.observed_before AS DOUBLE) AS observed_before,
  dictionary.meaning_zh,
  dictionary.meaning_en
FROM codes
LEFT JOIN ref_gateway_codes AS dictionary
  ON dictionary.family = codes.dictionary_family
  AND dictionary.code = codes.error_code
ORDER BY codes.observed DESC, codes.error_code
