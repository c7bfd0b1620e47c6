SELECT CAST(utc_date AS VARCHAR) AS utc_date, CAST(count(*) AS DOUBLE) AS attempts
FROM int_attempts
WHERE order_id = $order_id
  AND local_date BETWEEN CAST($from AS DATE) AND CAST($to AS DATE)
  AND attempted_at BETWEEN CAST($from AS DATE) - INTERVAL '1 day' AND CAST($to AS DATE) + INTERVAL '2 days'
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
  AND ($category IS NULL OR list_contains($category, category))
  AND ($status IS NULL OR list_contains($status, status))
GROUP BY utc_date
ORDER BY utc_date DESC
