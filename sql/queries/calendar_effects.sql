SELECT
  category,
  campus_id,
  CAST(from_days_to_month_end AS DOUBLE) AS from_days_to_month_end,
  CAST(to_days_to_month_end AS DOUBLE) AS to_days_to_month_end,
  lift,
  lift_low,
  lift_high,
  CAST(months AS DOUBLE) AS months,
  state,
  CAST(next_from AS VARCHAR) AS next_from,
  CAST(next_to AS VARCHAR) AS next_to
FROM mart_calendar_effects
WHERE ($category IS NULL OR list_contains($category, category))
  AND ($campus_id IS NULL OR campus_id IS NULL OR list_contains($campus_id, campus_id))
ORDER BY lift DESC, category, campus_id
