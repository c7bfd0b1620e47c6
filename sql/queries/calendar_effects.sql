SELECT
  category,
  campus_id,
  occasion,
  CAST(days AS DOUBLE) AS days,
  lift,
  lift_low,
  lift_high,
  CAST(occurrences AS DOUBLE) AS occurrences,
  state,
  CAST(next_from AS VARCHAR) AS next_from,
  CAST(next_to AS VARCHAR) AS next_to
FROM mart_calendar_effects
WHERE ($category IS NULL OR list_contains($category, category))
  AND ($campus_id IS NULL OR campus_id IS NULL OR list_contains($campus_id, campus_id))
ORDER BY lift DESC, category, occasion, campus_id
