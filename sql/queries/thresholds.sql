SELECT coalesce(max(threshold) FILTER (level = $level AND rail = $rail), max(threshold)) AS threshold
FROM mart_thresholds
WHERE ($category IS NULL OR list_contains($category, category))
