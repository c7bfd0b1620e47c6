WITH
slices AS (
  SELECT slice_key
  FROM dim_slice
  WHERE (place_key IS NULL) = ($mart <> 'mart_hourly')
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
),

days AS (
  SELECT local_date
  FROM dim_date
  WHERE local_date BETWEEN CAST($from AS DATE) AND CAST($to AS DATE)
    AND ($weekday IS NULL OR list_contains($weekday, weekday))
    AND ($day_of_month IS NULL OR list_contains($day_of_month, day_of_month))
    AND ($days_to_month_end IS NULL OR list_contains($days_to_month_end, days_to_month_end))
),

matching AS (
  SELECT
    facts.utc_date,
    sum(
      CASE WHEN $status IS NULL OR list_contains($status, 'succeeded') THEN settled - failures ELSE 0 END
      + CASE WHEN $status IS NULL OR list_contains($status, 'failed') THEN failures ELSE 0 END
      + CASE WHEN $status IS NULL OR list_contains($status, 'cancelled') THEN cancelled ELSE 0 END
      + CASE WHEN $status IS NULL OR list_contains($status, 'pending') THEN pending ELSE 0 END
    ) AS attempts
  FROM query_table($mart) AS facts
  JOIN slices ON slices.slice_key = facts.slice_key
  JOIN days ON days.local_date = facts.local_date
  WHERE facts.local_date BETWEEN CAST($from AS DATE) AND CAST($to AS DATE)
    AND ($hour IS NULL OR list_contains($hour, facts.hour))
    AND ($category IS NULL OR list_contains($category, facts.category))
  GROUP BY facts.utc_date
)

SELECT CAST(utc_date AS VARCHAR) AS utc_date, CAST(attempts AS DOUBLE) AS attempts
FROM matching
WHERE attempts > 0
ORDER BY utc_date DESC
