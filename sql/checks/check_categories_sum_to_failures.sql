SELECT local_date, hour, slice_key, category, failures
FROM mart_hourly
WHERE (category IS NULL) <> (failures = 0 AND orders_at_risk = 0)
