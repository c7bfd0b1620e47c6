SELECT
  channel,
  error_code,
  error_message,
  CAST(sum(failures) AS DOUBLE) AS count,
  strftime(max(last_seen), '%Y-%m-%dT%H:%M:%S.%gZ') AS last_seen
FROM mart_quality_codes
WHERE rule = 'none'
GROUP BY channel, error_code, error_message
ORDER BY sum(failures) DESC, channel, error_code, error_message
LIMIT 1000
