SELECT utc_date, local_date, hour, slice_key, category, failures, settled, attempts
FROM mart_hourly
WHERE failures > settled
  OR settled > attempts
  OR settled + cancelled + pending <> attempts
